import type { Locator } from '@playwright/test'

declare global {
  interface Window {
    yizhanFrames?: number[]
  }
}

/** Notes, from now on, when each new frame of a picture is shown: milliseconds since the epoch. */
export async function watchFrames(picture: Locator): Promise<void> {
  await picture.evaluate((video: HTMLVideoElement) => {
    const shown: number[] = (window.yizhanFrames = [])
    const next = (): number =>
      video.requestVideoFrameCallback(() => {
        shown.push(performance.timeOrigin + performance.now())
        next()
      })
    next()
  })
}

/** The longest time without a new frame between two moments, both in milliseconds since the epoch. */
export async function longestGap(picture: Locator, from: number, to: number): Promise<number> {
  const shown = await picture.evaluate(() => window.yizhanFrames ?? [])
  const before = shown.findLast((at) => at < from) ?? from
  const within = [before, ...shown.filter((at) => at >= from && at <= to), to]
  return Math.max(...within.slice(1).map((at, index) => at - (within[index] ?? at)))
}
