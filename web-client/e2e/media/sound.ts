import type { Page } from '@playwright/test'

interface Sample {
  at: number
  received: number
  concealed: number
}

declare global {
  interface Window {
    yizhanSound?: Sample[]
    __connections?: RTCPeerConnection[]
  }
}

/** How often the page's receivers are asked; what is told from their answers is as coarse as that. */
const EVERY_MS = 40

/** Notes, from now on, how much of the sound that a page plays had to be made up because packets were missing. */
export async function watchSound(page: Page): Promise<void> {
  await page.evaluate((every) => {
    const samples: Sample[] = (window.yizhanSound = [])
    const look = async (): Promise<void> => {
      let received = 0
      let concealed = 0
      for (const connection of window.__connections ?? []) {
        if (connection.connectionState === 'closed') continue
        for (const receiver of connection.getReceivers()) {
          if (receiver.track.kind !== 'audio') continue
          for (const stat of (await receiver.getStats()).values() as Iterable<Record<string, unknown>>) {
            if (stat['type'] !== 'inbound-rtp') continue
            received += Number(stat['totalSamplesReceived'] ?? 0)
            concealed += Number(stat['concealedSamples'] ?? 0)
          }
        }
      }
      samples.push({ at: performance.now(), received, concealed })
      setTimeout(() => void look(), every)
    }
    void look()
  }, EVERY_MS)
}

export interface Heard {
  /** Share of the sound that was made up, 0 to 1. */
  readonly concealed: number
  /** The longest time in which nothing but made-up sound was played, in ms. */
  readonly longestGap: number
}

/** What the watched page heard since it is watched. */
export async function heardBy(page: Page): Promise<Heard> {
  const samples = await page.evaluate(() => window.yizhanSound ?? [])
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.received === first.received) throw new Error('the page heard nothing at all')
  let longestGap = 0
  let gapBegan: number | null = null
  samples.slice(1).forEach((sample, index) => {
    const before = samples[index]!
    const made = sample.concealed - before.concealed
    const nothingCame = made > 0 && made >= (sample.received - before.received) * 0.99
    if (!nothingCame) gapBegan = null
    else longestGap = Math.max(longestGap, sample.at - (gapBegan ??= before.at))
  })
  return { concealed: (last.concealed - first.concealed) / (last.received - first.received), longestGap }
}
