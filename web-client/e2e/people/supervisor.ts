import { expect, type Page } from '@playwright/test'
import { signIn } from './sign-in'

export interface TimedEvent {
  seq: number
  kind: string
  data: Record<string, unknown>
  at: string
}

/** A supervisor who looks at what was recorded. */
export class Supervisor {
  constructor(
    readonly page: Page,
    readonly origin: string,
    readonly account = 'supervisor1'
  ) {}

  async open(): Promise<void> {
    await signIn(this.page, this.origin, 'supervisor', this.account)
  }

  /** Finds the meeting of a case and opens its recording with a reason. */
  async replay(caseNumber: string): Promise<void> {
    await this.page.getByRole('row', { name: caseNumber }).getByRole('button').click()
    await this.page.locator('#playback-reason').fill('办件复核')
    await this.page.getByRole('button', { name: '登记并打开录像' }).click()
    await expect(this.player).toBeVisible()
  }

  get player() {
    return this.page.locator('section.player')
  }

  /** Clicks the last event of a kind in the list, and waits until the player plays on from there. */
  async playFrom(kind: string): Promise<void> {
    await this.page.locator(`li[data-kind="${kind}"] button.event`).last().click()
    await expect(this.player).toHaveAttribute('data-playing', 'true')
  }

  /**
   * Clicks the last event of a kind in the list, and stops the player as soon as it plays a picture. The page itself watches for
   * that: a busy one would be told seconds later. Positions in milliseconds: where it began to play, and where every picture
   * stands now.
   */
  async lookAt(kind: string, picture: string): Promise<{ landed: number; stopped: number }> {
    const looked = this.player.evaluate(async (player: HTMLElement, label) => {
      const until = async (holds: () => boolean) => {
        while (!holds()) await new Promise(requestAnimationFrame)
      }
      const position = () => Number(player.dataset['positionMs'])
      const pictures = () => [...player.querySelectorAll('video')]
      const shown = () => pictures().find((it) => it.ariaLabel === label)
      await until(() => player.dataset['playing'] === 'true' && shown()?.paused === false && shown()!.readyState >= 2)
      const landed = position()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }))
      await until(() => player.dataset['playing'] === 'false')
      await until(() => pictures().every(({ seeking, readyState }) => !seeking && readyState >= 2))
      return { landed, stopped: position() }
    }, picture)
    await this.page.locator(`li[data-kind="${kind}"] button.event`).last().click()
    return looked
  }

  /** The meeting's time line as the page got it. */
  async events(caseNumber: string): Promise<TimedEvent[]> {
    const found = (await this.get(`/api/consultations?q=${caseNumber}`)) as { id: string }[]
    const view = (await this.get(`/api/consultations/${found[0]?.id ?? ''}`)) as { events: TimedEvent[] }
    return view.events
  }

  async get(path: string): Promise<unknown> {
    const answer = await this.page.request.get(`${this.origin}${path}`)
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true)
    return answer.json()
  }
}
