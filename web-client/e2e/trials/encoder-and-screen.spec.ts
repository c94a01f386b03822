import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { figure } from '../figures'
import { Company } from '../journeys/company'
import { devicesOf } from '../media/generate'
import { heardIn } from '../media/observe'
import { type Stat, statsOf, sum } from '../media/stats'
import { observed, pictureIn } from '../people/booth'

declare global {
  interface Window {
    end?: () => Promise<number>
  }
}

/** The section of a page's offer for the last picture slot: four sources, three sounds and three pictures come before it. */
const LAST_PICTURE = 'v3'

test('a page that knows WHIP only sends into a meeting, and one that knows WHEP only shows the meeting', async () => {
  const company = new Company()
  await company.gather()
  const elsewhere = await serve(join(import.meta.dirname, '../media/whip-page.html'))
  try {
    const { booth, officer } = await company.meeting()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    const consultation = (await observed(officer.page)).consultation ?? ''
    const device = async (way: 'whip' | 'whep', page: Page) => {
      const pass = await tokenFor(officer.page, consultation, way)
      const what = new URLSearchParams({ way, token: pass.token, url: new URL(pass.url, company.origin).href })
      await page.goto(`${elsewhere.origin}/#${what.toString()}`)
      await expect(page).toHaveTitle('connected')
      return page
    }

    const encoder = await device('whip', await company.open({ devices: await devicesOf('clerk') }))
    for (const page of [booth.page, officer.page]) {
      await expect.poll(async () => decodedIn(await statsOf(page), LAST_PICTURE)).toBeGreaterThan(50)
    }
    expect(await heardIn(booth.page)).toContain('clerk')

    const hall = await device('whep', await company.anybody())
    const decoded = async () => sum(await statsOf(hall), 'inbound-rtp', 'video', 'framesDecoded')
    await expect.poll(decoded).toBeGreaterThan(50)
    figure(
      'hall',
      `${await decoded()} frames, ${sum(await statsOf(hall), 'inbound-rtp', 'audio', 'packetsReceived')} packets of sound`
    )
    expect(sum(await statsOf(hall), 'inbound-rtp', 'audio', 'packetsReceived')).toBeGreaterThan(50)

    expect(await encoder.evaluate(async () => window.end?.())).toBe(200)
    expect(await hall.evaluate(async () => window.end?.())).toBe(200)
    expect((await observed(booth.page)).phase).toBe('live')
  } finally {
    elsewhere.server.close()
    await company.dismiss()
  }
})

const decodedIn = (stats: readonly Stat[], mid: string) =>
  sum(
    stats.filter((stat) => stat.mid === mid),
    'inbound-rtp',
    'video',
    'framesDecoded'
  )

function tokenFor(officer: Page, consultation: string, way: 'whip' | 'whep') {
  return officer.evaluate(
    async ({ consultation, way }) => {
      const answer = await fetch(`/api/consultations/${consultation}/media-tokens`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ way, source: 'document' })
      })
      return (await answer.json()) as { token: string; url: string }
    },
    { consultation, way }
  )
}

function serve(file: string): Promise<{ server: Server; origin: string }> {
  const page = readFileSync(file)
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, origin: `http://localhost:${address && typeof address === 'object' ? address.port : 0}` })
    })
  )
}
