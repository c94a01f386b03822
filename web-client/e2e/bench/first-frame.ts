import type { BrowserContext, Page } from '@playwright/test'
import { browserOf } from '../browser'
import { devicesOf } from '../media/generate'
import { Booth, observed, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'
import { Product } from '../product'

/** Without a graphics card a browser draws with the processor that also encodes: a large window would be what is measured. */
const WINDOW = { width: 1280, height: 720 }

/**
 * How long two people wait to see each other: from the officer's *accept* to the first decoded frame of the other on the
 * slower side. Real product, two Chromium browsers, connections warm as they are in service. `--calls N` (20) after
 * `--unmeasured N` (10), in which the virtual machine compiles what a product in service has compiled. With `--cold` each page
 * connects to the bridge only when its own person accepts.
 */
export async function bench(options: string[]): Promise<Record<string, unknown>> {
  const calls = numberOf(options, '--calls', 20)
  const unmeasured = numberOf(options, '--unmeasured', 10)
  const cold = options.includes('--cold')
  const product = await Product.begin()
  const browsers: BrowserContext[] = []
  const pageOf = async (who: 'booth' | 'desk' | 'clerk'): Promise<Page> => {
    const browser = await browserOf({ devices: await devicesOf(who), viewport: WINDOW })
    browsers.push(browser)
    await browser.addInitScript('globalThis.__name = (it) => it')
    if (cold) await browser.addInitScript(connectOnlyAfterAccept)
    return browser.pages()[0] ?? browser.newPage()
  }
  try {
    const booth = new Booth(await pageOf('booth'), product.origin)
    const officer = new Desk(await pageOf('desk'), product.origin, 'officer1')
    const administrator = await pageOf('clerk')
    await booth.activate(administrator)
    await administrator.context().close()
    await officer.open()
    await officer.beAvailable()
    const waits: number[] = []
    for (let call = -unmeasured; call < calls; call++) {
      const [atBooth = 0, atDesk = 0] = await oneCall(booth, officer)
      const name = call < 0 ? 'not measured' : `call ${call + 1}`
      process.stderr.write(`${name}: ${atBooth} ms at the booth, ${atDesk} ms at the desk\n`)
      if (call >= 0) waits.push(Math.max(atBooth, atDesk))
    }
    waits.sort((a, b) => a - b)
    const at = (share: number) => waits[Math.min(waits.length - 1, Math.ceil(waits.length * share) - 1)]
    return { bench: 'first-frame', calls, cold, p50_ms: at(0.5), p95_ms: at(0.95) }
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()))
    await product.dispose()
  }
}

function numberOf(options: string[], name: string, otherwise: number): number {
  const at = options.indexOf(name)
  return at < 0 ? otherwise : Number(options[at + 1])
}

async function oneCall(booth: Booth, officer: Desk): Promise<number[]> {
  await booth.takeTicket({ item: 'offsite-care-registration' })
  await officer.callNext()
  await booth.begin()
  await officer.accept()
  await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
  const [atBooth, atDesk] = await Promise.all([observed(booth.page), observed(officer.page)])
  const accepted = atDesk.acceptedAt
  if (accepted === null) throw new Error('the desk did not note when it accepted')
  const wait = [atBooth, atDesk].map(({ firstFrameAt }) => Math.round((firstFrameAt[0] ?? 0) - accepted))
  await officer.end()
  await booth.rate(5)
  await booth.test('clear').click()
  await booth.test('start').waitFor()
  return wait
}

/** Keeps what a page says to the bridge until it has said that its person accepts. Runs in the page. */
function connectOnlyAfterAccept(): void {
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')?.value as WebSocket['send']
  const waiting: [WebSocket, string][] = []
  let accepted = false
  WebSocket.prototype.send = function (this: WebSocket, data: string) {
    const type = (JSON.parse(data) as { type?: string }).type
    if (type === 'media-offer' && !accepted) {
      waiting.push([this, data])
      return
    }
    send.call(this, data)
    if (type === 'accept') {
      accepted = true
      waiting.splice(0).forEach(([socket, offer]) => send.call(socket, offer))
    }
  }
}
