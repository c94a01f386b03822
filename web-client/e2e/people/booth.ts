import { expect, type Page } from '@playwright/test'
import type { Observed } from '../../src/features/consultation/observe'
import { approveTerminal } from './sign-in'

export const TERMINAL = 'booth-s01-1'
/** One of the published samples of GB 11643; nobody's. */
export const SAMPLE_ID = '11010519491231002X'

export interface Wish {
  item: 'offsite-care-registration' | 'chronic-disease-recognition'
  community?: string
  recorded?: boolean
  elder?: boolean
}

/** A resident at the booth, who touches what the screen offers. */
export class Booth {
  constructor(
    readonly page: Page,
    readonly origin: string
  ) {}

  test(name: string) {
    return this.page.locator(`[data-test="${name}"]`)
  }

  /** Switches the terminal on; a new one waits for the administrator. */
  async activate(administrator: Page, terminal = TERMINAL): Promise<void> {
    await this.page.goto(`${this.origin}/booth`)
    await expect(this.test('terminal').or(this.test('start'))).toBeVisible()
    await this.test('terminal').fill(terminal)
    await this.test('ask').click()
    const code = (await this.test('user-code').innerText()).trim()
    await approveTerminal(administrator, this.origin, code)
    await expect(this.test('start')).toBeVisible()
  }

  /** From the first touch to the ticket. Returns what is called out: A001. */
  async takeTicket({ item, community = 'd01.s01.c01', recorded = true, elder = false }: Wish): Promise<string> {
    await this.test(elder ? 'start-elder' : 'start').click()
    await this.test(`item-${item}`).click()
    await this.test('demo-read').click()
    await this.test(`card-${SAMPLE_ID}`).click()
    await this.nextTo(`community-${community}`)
    await this.test(`community-${community}`).click()
    await this.test('next').click()
    await this.test('next').click()
    await this.test(recorded ? 'consent-yes' : 'consent-no').click()
    await expect(this.test('ticket-number')).toHaveText(/[A-Z]\d{3}/)
    return (await this.test('ticket-number').innerText()).trim()
  }

  private async nextTo(name: string): Promise<void> {
    await expect(this.test(name).or(this.test('next'))).toBeVisible()
    if (!(await this.test(name).isVisible())) await this.test('next').click()
  }

  /** "I am here, begin": when it rings. */
  async begin(): Promise<void> {
    await this.test('accept').click()
  }

  async sign(): Promise<void> {
    const pad = this.test('signature-pad').locator('canvas').or(this.page.locator('canvas[role=img]'))
    const box = await pad.first().boundingBox()
    if (!box) throw new Error('there is no pad to sign on')
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
    for (const stroke of [
      [at(0.25, 0.3), at(0.45, 0.3), at(0.4, 0.75)],
      [at(0.55, 0.25), at(0.75, 0.4), at(0.55, 0.8), at(0.8, 0.8)]
    ]) {
      await this.page.mouse.move(...stroke[0]!)
      await this.page.mouse.down()
      for (const point of stroke.slice(1)) await this.page.mouse.move(...point, { steps: 6 })
      await this.page.mouse.up()
    }
    await this.test('sign').click()
  }

  async rate(level: 1 | 2 | 3 | 4 | 5): Promise<void> {
    await this.test(`rate-${level}`).click()
  }

  observed(): Promise<Observed> {
    return observed(this.page)
  }
}

/** What a page says of itself to whoever waits for something to happen. */
export function observed(page: Page): Promise<Observed> {
  return page.evaluate(() => (globalThis as unknown as { __yizhan: Observed }).__yizhan)
}

/** Waits until the page's meeting has shown a frame in a slot. */
export async function pictureIn(page: Page, slot: number): Promise<void> {
  await expect
    .poll(async () => Object.keys((await observed(page)).firstFrameAt), { timeout: 20_000 })
    .toContain(`${slot}`)
}
