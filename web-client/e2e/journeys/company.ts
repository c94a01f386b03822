import type { BrowserContext, Page } from '@playwright/test'
import { browserOf, type BrowserOptions } from '../browser'
import { devicesOf, type Size } from '../media/generate'
import type { Who } from '../media/mark'
import { watchConnections } from '../media/stats'
import { Booth } from '../people/booth'
import { Desk } from '../people/desk'
import type { Supervisor } from '../people/supervisor'
import type { Options, Product } from '../product'
import { startProduct } from './shape'

/** Pages are drawn without a GPU here: with full-size pages three people on two cores would watch pictures being scaled. */
const DRAWN_BY_CPU = { width: 1280, height: 720 }

/** A product and the people of one journey, each with a browser of their own; all go home together. */
export class Company {
  product!: Product
  private readonly browsers: BrowserContext[] = []

  /** @param camera how large everybody's picture is */
  constructor(private readonly camera: Size = 'small') {}

  async gather(options: Options = {}): Promise<void> {
    this.product = await startProduct(options)
  }

  get origin(): string {
    return this.product.origin
  }

  /** A page in a browser whose camera and microphone play this person's file. */
  async person(who: Who, options: BrowserOptions = {}): Promise<Page> {
    return this.open({ devices: await devicesOf(who, this.camera), ...options })
  }

  async anybody(): Promise<Page> {
    return this.open({})
  }

  async open(options: BrowserOptions, prepare?: (browser: BrowserContext) => Promise<void>): Promise<Page> {
    const browser = await browserOf({ viewport: DRAWN_BY_CPU, ...options })
    this.browsers.push(browser)
    await watchConnections(browser)
    await prepare?.(browser)
    return browser.pages()[0] ?? (await browser.newPage())
  }

  /** A resident and an officer in a meeting that has just begun. */
  async meeting(item: 'offsite-care-registration' | 'chronic-disease-recognition' = 'offsite-care-registration') {
    const booth = new Booth(await this.person('booth'), this.origin)
    const officer = new Desk(await this.person('desk'), this.origin, 'officer1')
    return this.meet(booth, officer, item)
  }

  async meet(booth: Booth, officer: Desk, item: 'offsite-care-registration' | 'chronic-disease-recognition') {
    const administrator = await this.anybody()
    await booth.activate(administrator)
    await administrator.close()
    await officer.open()
    await officer.beAvailable()
    await booth.takeTicket({ item })
    await officer.callNext()
    await booth.begin()
    await officer.accept()
    return { booth, officer }
  }

  async fillChronicForm(officer: Desk): Promise<void> {
    await officer.fillIn(CHRONIC_FORM)
  }

  /** Second 0 of the recording of a case's meeting. */
  async startOfRecording(supervisor: Supervisor, caseNumber: string): Promise<string> {
    const event = (await supervisor.events(caseNumber)).find(({ kind }) => kind === 'recording-started')
    if (!event) throw new Error('the meeting has no recording')
    return event.at
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.browsers.map((browser) => browser.close()))
    await this.product.dispose()
  }
}

const CHRONIC_FORM = {
  病种: '高血压',
  确诊日期: '2026-03-02',
  选定的门诊医院: '演示医院',
  本人承诺: true
}
