import type { BrowserContext, Locator } from '@playwright/test'

/**
 * A sheet of paper under a document camera: rows of bars as wide as the strokes of small print. What cannot be told apart
 * here cannot be read.
 */
const SHEET = { width: 1280, height: 720, bar: 6, row: 24, margin: 48 } as const

declare global {
  interface Window {
    yizhanTurnPage?: () => number
  }
}

/** Gives every page of a browser a document camera that lies over a sheet; `turnPage` puts the next one there. */
export async function withDocumentCamera(browser: BrowserContext): Promise<void> {
  await browser.addInitScript((sheet) => {
    const devices = navigator.mediaDevices as MediaDevices | undefined
    if (!devices || window.top !== window) return
    const canvas = document.createElement('canvas')
    canvas.width = sheet.width
    canvas.height = sheet.height
    const pen = canvas.getContext('2d')!
    let page = 1
    const draw = (): void => {
      pen.fillStyle = '#f4f1e8'
      pen.fillRect(0, 0, sheet.width, sheet.height)
      pen.fillStyle = '#222'
      let state = page * 2_654_435_761
      for (let y = sheet.margin; y + sheet.row <= sheet.height - sheet.margin; y += sheet.row) {
        for (let x = sheet.margin; x + sheet.bar <= sheet.width - sheet.margin; x += sheet.bar) {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
          if (state < 0) pen.fillRect(x, y, sheet.bar, sheet.row * 0.7)
        }
      }
    }
    draw()
    window.yizhanTurnPage = () => {
      page++
      draw()
      return page
    }
    const enumerate = devices.enumerateDevices.bind(devices)
    const open = devices.getUserMedia.bind(devices)
    const lens = { deviceId: 'paper', groupId: 'paper', kind: 'videoinput' as const, label: '高拍仪' }
    devices.enumerateDevices = async () => [...(await enumerate()), { ...lens, toJSON: () => lens }]
    devices.getUserMedia = async (wanted) => {
      const video = wanted?.video
      const device = typeof video === 'object' ? (video.deviceId as { exact?: string } | undefined)?.exact : undefined
      if (device !== lens.deviceId) return open(wanted)
      const stream = canvas.captureStream(15)
      // A canvas gives no frames while nothing is drawn; a camera goes on.
      setInterval(() => pen.fillRect(0, 0, 1, 1), 66)
      return stream
    }
  }, SHEET)
}

/** The share of the bars, 0 to 1, that can be told in what a `<video>` shows of sheet number `page`. */
export async function legible(picture: Locator, page: number): Promise<number> {
  return picture.evaluate(
    (video: HTMLVideoElement, { sheet, page }) => {
      if (video.videoWidth === 0) return 0
      const canvas = document.createElement('canvas')
      canvas.width = sheet.width
      canvas.height = sheet.height
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      context.drawImage(video, 0, 0, sheet.width, sheet.height)
      const { data } = context.getImageData(0, 0, sheet.width, sheet.height)
      let state = page * 2_654_435_761
      let [told, all] = [0, 0]
      for (let y = sheet.margin; y + sheet.row <= sheet.height - sheet.margin; y += sheet.row) {
        for (let x = sheet.margin; x + sheet.bar <= sheet.width - sheet.margin; x += sheet.bar) {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
          const at = (Math.round(y + sheet.row * 0.35) * sheet.width + Math.round(x + sheet.bar / 2)) * 4
          if (data[at]! < 132 === state < 0) told++
          all++
        }
      }
      return told / all
    },
    { sheet: SHEET, page }
  )
}
