import type { Locator, Page } from '@playwright/test'
import { AREA, COLUMNS, markOf, ROWS, TONE, type Mark, type Who } from './mark'

/** A mark, and when the picture showed it: milliseconds since the epoch on the page's own clock. */
export interface SeenMark extends Mark {
  readonly at: number
}

/** Reads the mark in the picture that a `<video>` shows now; null while there is no picture, or none that can be read. */
export async function markIn(picture: Locator): Promise<SeenMark | null> {
  const read = await picture.evaluate(
    (video, { area, columns, rows }) => {
      if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0 || video.readyState < 2) return null
      const canvas = document.createElement('canvas')
      canvas.width = video.videoWidth
      canvas.height = video.videoHeight
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      const at = performance.timeOrigin + performance.now()
      context.drawImage(video, 0, 0)
      const found: boolean[] = []
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const x = Math.round((area.left + (area.width * (column + 0.5)) / columns) * canvas.width)
          const y = Math.round((area.top + (area.height * (row + 0.5)) / rows) * canvas.height)
          const { data } = context.getImageData(x - 2, y - 2, 5, 5)
          let sum = 0
          for (let i = 0; i < data.length; i += 4) sum += data[i]!
          found.push(sum / (data.length / 4) > 125)
        }
      }
      return { found, at }
    },
    { area: AREA, columns: COLUMNS, rows: ROWS }
  )
  const mark = read && markOf(read.found)
  return mark && { ...mark, at: read.at }
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
