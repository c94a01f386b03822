import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { figure } from '../figures'
import { Company } from '../journeys/company'
import { complaintsOf } from '../media/analyse'
import { devicesOf } from '../media/generate'
import { type Stat, statsOf } from '../media/stats'
import { observed, pictureIn } from '../people/booth'
import { recordingsIn } from '../recordings'

/** The section of a page's offer for the last picture slot, in which members are shown the encoder. */
const LAST_PICTURE = 'v3'

/** A page with nothing on it. */
const EMPTY = '/empty'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('an encoder sends H.264, VP9 or AV1: everybody sees it, and what is recorded plays', async () => {
  const company = new Company()
  await company.gather()
  const elsewhere = await serve(readFileSync(join(import.meta.dirname, '../media/whip-page.html')), 'text/html')
  try {
    const { booth, officer } = await company.meeting()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    const consultation = (await observed(officer.page)).consultation ?? ''
    for (const codec of ['H264', 'VP9', 'AV1']) {
      const encoder = await company.open({ devices: await devicesOf('clerk') })
      const pass = await tokenFor(officer.page, consultation)
      const url = new URL(pass.url, company.origin).href
      const what = new URLSearchParams({ way: 'whip', token: pass.token, url, codec })
      await encoder.goto(`${elsewhere.origin}/#${what.toString()}`)
      await expect(encoder).toHaveTitle('connected')
      for (const page of [booth.page, officer.page]) {
        await expect.poll(async () => shownIn(await statsOf(page)), { timeout: 60_000 }).toBe(`video/${codec}`)
        const before = decodedIn(await statsOf(page))
        await expect.poll(async () => decodedIn(await statsOf(page)) - before).toBeGreaterThan(40)
      }
      await wait(3_000)
      expect(await encoder.evaluate(async () => window.end?.())).toBe(200)
      await encoder.close()
    }
    expect((await observed(booth.page)).phase).toBe('live')
    await officer.end()
    await booth.rate(5)
    await expect
      .poll(() => recordingsIn(company.product).map((it) => it.manifest.state), { timeout: 60_000 })
      .toEqual(['sealed'])
    const [recording] = recordingsIn(company.product)
    const kept = (recording?.sources ?? []).filter((it) => it.label === 'encoder' && it.kind !== 'microphone')
    const codecs = kept.map((it) => (it as unknown as { codec: string }).codec)
    expect([...new Set(codecs)]).toEqual(['h264', 'vp9', 'av1'])
    for (const source of recording?.sources ?? []) expect(await complaintsOf(source.file), source.file).toEqual([])
    const player = await company.anybody()
    for (const [i, source] of kept.entries()) {
      const type = codecs[i] === 'h264' ? 'video/matroska' : 'video/webm'
      const file = await serve(readFileSync(source.file), type)
      const seen = await played(player, file.origin)
      file.server.close()
      figure(codecs[i] ?? '?', `${String(source.durationMs)} ms recorded, ${seen} played`)
      expect(seen).toMatch(/^\d{3,4}x\d{3,4}$/)
    }
  } finally {
    elsewhere.server.close()
    await company.dismiss()
  }
})

const ofSlot = (stats: readonly Stat[]) =>
  stats.find((stat) => stat.type === 'inbound-rtp' && stat.kind === 'video' && stat.mid === LAST_PICTURE)

const decodedIn = (stats: readonly Stat[]) => Number(ofSlot(stats)?.framesDecoded ?? 0)

/** The codec of what is decoded now. */
const shownIn = (stats: readonly Stat[]) =>
  stats.find((stat) => stat.type === 'codec' && stat.id === ofSlot(stats)?.codecId)?.mimeType

/** The size of a file's picture once it has played for a while, as a player shows it. */
async function played(page: Page, origin: string): Promise<string> {
  // A page may load from this machine what comes from where it came from itself.
  await page.goto(`${origin}${EMPTY}`)
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const video = document.createElement('video')
        video.muted = true
        video.onerror = () => resolve(video.error?.message ?? 'error')
        video.ontimeupdate = () => {
          if (video.currentTime > 1) resolve(`${String(video.videoWidth)}x${String(video.videoHeight)}`)
        }
        video.src = '/'
        document.body.append(video)
        void video.play()
      })
  )
}

function tokenFor(officer: Page, consultation: string) {
  return officer.evaluate(async (consultation) => {
    const answer = await fetch(`/api/consultations/${consultation}/media-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ way: 'whip', source: 'document' })
    })
    return (await answer.json()) as { token: string; url: string }
  }, consultation)
}

function serve(content: Buffer, type: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((request, response) => {
    if (request.url === EMPTY) response.setHeader('content-type', 'text/html').end('<!doctype html>')
    else response.setHeader('content-type', type).end(content)
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, origin: `http://localhost:${address && typeof address === 'object' ? address.port : 0}` })
    })
  )
}
