import type { Locator, Page } from '@playwright/test'
import { AREA, COLUMNS, markOf, ROWS, TONE, type Mark, type Who } from './mark'

/** A mark, and when the picture showed it: milliseconds since the epoch on the page's own clock. */
export interface SeenMark extends Mark {
  readonly at: number
}

/** Reads the mark in the picture that a `<video>` shows now; null while there is no picture, or none that can be read. */
export async function markIn(picture: Locator): Promise<SeenMark | null> {
  await learnToRead(picture.page())
  const read = await picture.evaluate((video) => {
    if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0 || video.readyState < 2) return null
    const at = performance.timeOrigin + performance.now()
    return { fields: window.yizhanFields!(video), at }
  })
  const mark = read && markOf(read.fields)
  return mark && { ...mark, at: read.at }
}

/**
 * Keeps, from now on, what a page's own camera takes and when. A busy page shows its preview late, and a camera that plays a
 * file loses time on a busy machine: only the frames themselves know.
 */
export async function watchCamera(preview: Locator): Promise<void> {
  await learnToRead(preview.page())
  await preview.evaluate((video: HTMLVideoElement) => {
    const taken: TakenFields[] = (window.yizhanTaken = [])
    const next = (): number =>
      video.requestVideoFrameCallback((_, { captureTime }) => {
        if (captureTime !== undefined) {
          taken.push({ fields: window.yizhanFields!(video), at: performance.timeOrigin + captureTime })
        }
        next()
      })
    next()
  })
}

/** What the watched camera took so far, oldest first. */
export async function takenBy(page: Page): Promise<SeenMark[]> {
  const taken = await page.evaluate(() => window.yizhanTaken ?? [])
  return taken.flatMap(({ fields, at }) => {
    const mark = markOf(fields)
    return mark ? [{ ...mark, at }] : []
  })
}

interface TakenFields {
  fields: boolean[]
  at: number
}

declare global {
  interface Window {
    yizhanFields?: (video: HTMLVideoElement) => boolean[]
    yizhanTaken?: TakenFields[]
  }
}

/** Gives a page the reader of the fields in the picture that a `<video>` shows. It copies little: a busy page reads every frame. */
async function learnToRead(page: Page): Promise<void> {
  await page.evaluate(
    ({ area, columns, rows }) => {
      if (window.yizhanFields) return
      const side = 9
      const canvas = document.createElement('canvas')
      canvas.width = columns * side
      canvas.height = rows * side
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      window.yizhanFields = (video) => {
        const { videoWidth: width, videoHeight: height } = video
        context.drawImage(
          video,
          ...([area.left * width, area.top * height, area.width * width, area.height * height] as const),
          ...([0, 0, canvas.width, canvas.height] as const)
        )
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
        const middle = [-1, 0, 1]
        return Array.from({ length: rows * columns }, (_, i) => {
          const x = (i % columns) * side + (side - 1) / 2
          const y = Math.floor(i / columns) * side + (side - 1) / 2
          const reds = middle.flatMap((dy) => middle.map((dx) => data[4 * ((y + dy) * canvas.width + x + dx)]!))
          return reds.reduce((sum, it) => sum + it) / reds.length > 125
        })
      }
    },
    { area: AREA, columns: COLUMNS, rows: ROWS }
  )
}

/** Who is to be heard on a page within `seconds`: everyone whose tone rises well above the rest in what its audio elements play. */
export async function heardIn(page: Page, seconds = 3): Promise<Who[]> {
  const peaks = await page.evaluate(
    async ({ seconds, tones }) => {
      const context = new AudioContext()
      await context.resume()
      const analyser = context.createAnalyser()
      analyser.fftSize = 4096
      analyser.smoothingTimeConstant = 0
      for (const element of document.querySelectorAll('audio')) {
        const stream = element.srcObject
        if (stream instanceof MediaStream && stream.getAudioTracks().length > 0) {
          context.createMediaStreamSource(stream).connect(analyser)
        }
      }
      const spectrum = new Float32Array(analyser.frequencyBinCount)
      const loudest: Record<string, number> = {}
      const until = performance.now() + seconds * 1000
      while (performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        analyser.getFloatFrequencyData(spectrum)
        for (const [who, tone] of Object.entries(tones)) {
          const bin = Math.round((tone * analyser.fftSize) / context.sampleRate)
          loudest[who] = Math.max(loudest[who] ?? -200, spectrum[bin]!, spectrum[bin - 1]!, spectrum[bin + 1]!)
        }
      }
      await context.close()
      return loudest
    },
    { seconds, tones: TONE }
  )
  const loudest = Math.max(...Object.values(peaks), -200)
  return (Object.keys(peaks) as Who[]).filter((who) => peaks[who]! > -60 && peaks[who]! > loudest - 25)
}
