import type { Page } from '@playwright/test'

/** From when to when nothing new came, wall clock in ms. */
export interface Silence {
  readonly from: number
  readonly to: number
}
export type Sense = 'seen' | 'heard'

/** What became of a connection, and when, wall clock in ms. */
export interface Step {
  readonly what: string
  readonly at: number
}

interface Silences {
  readonly found: Record<Sense, Silence[]>
  readonly steps: Step[]
  readonly last: Record<Sense, number>
}

declare global {
  interface Window {
    yizhanSilences?: Silences
    __yizhan?: { readonly lastFrameAt: Readonly<Record<number, number>> }
  }
}

/** Nothing new for so long: what the page had in its buffers is used up. */
const STILL_MS = 400
const EVERY_MS = 100
const GIVE_UP_MS = 200

/**
 * Notes, from now on, when the picture of the first slot stood still and when no sound came. The page does it itself: a busy
 * machine may take longer to ask the page than the silence lasts.
 */
export async function watchSilences(page: Page): Promise<void> {
  await page.evaluate(
    ({ still, every, giveUp }) => {
      const silences: Silences = (window.yizhanSilences = {
        found: { seen: [], heard: [] },
        steps: [],
        last: { seen: 0, heard: 0 }
      })
      const note = (sense: Sense, at: number) => {
        const before = silences.last[sense]
        if (before !== 0 && at - before >= still) silences.found[sense].push({ from: before, to: at })
        silences.last[sense] = Math.max(before, at)
      }
      const heardAt = async (): Promise<number> => {
        const connection = window.__connections?.at(-1)
        // The answer never comes when the connection and the frame that it lives in are given up meanwhile.
        const stats = await Promise.race([
          connection?.getStats() ?? new Map(),
          new Promise<Map<string, unknown>>((resolve) => setTimeout(() => resolve(new Map()), giveUp))
        ])
        let latest = 0
        for (const stat of stats.values() as Iterable<Record<string, unknown>>) {
          if (stat['type'] !== 'inbound-rtp' || stat['kind'] !== 'audio') continue
          latest = Math.max(latest, Number(stat['lastPacketReceivedTimestamp'] ?? 0))
        }
        return latest
      }
      let followed: RTCPeerConnection | undefined
      const follow = (connection: RTCPeerConnection | undefined) => {
        if (connection === undefined || connection === followed) return
        followed = connection
        const step = (what: string) => silences.steps.push({ what, at: Date.now() })
        step('made')
        connection.addEventListener('signalingstatechange', () => step(connection.signalingState))
        connection.addEventListener('iceconnectionstatechange', () => step(`ice ${connection.iceConnectionState}`))
        connection.addEventListener('connectionstatechange', () => step(connection.connectionState))
      }
      const look = async (): Promise<void> => {
        follow(window.__connections?.at(-1))
        note('seen', window.__yizhan?.lastFrameAt[0] ?? 0)
        note('heard', await heardAt())
        setTimeout(() => void look(), every)
      }
      void look()
    },
    { still: STILL_MS, every: EVERY_MS, giveUp: GIVE_UP_MS }
  )
}

/** How long after `moment` something new came, when nothing did around then; null: not yet. */
export async function backAfter(page: Page, sense: Sense, moment: number): Promise<number | null> {
  const found = await page.evaluate((which) => window.yizhanSilences?.found[which] ?? [], sense)
  const silence = found.find(({ to }) => to > moment)
  return silence ? silence.to - moment : null
}

/** What became of the page's connections from `moment` on, each with the ms since then. */
export async function stepsAfter(page: Page, moment: number): Promise<string> {
  const steps = await page.evaluate(() => window.yizhanSilences?.steps ?? [])
  return steps
    .filter(({ at }) => at >= moment)
    .map(({ what, at }) => `${what} ${String(at - moment)}`)
    .join(', ')
}
