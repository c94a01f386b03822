import { expect, test } from '@playwright/test'
import { CHROMIUM } from '../browser'
import { figure } from '../figures'
import { HomeNetwork } from '../home-network'
import { Company } from '../journeys/company'
import { longestGap, watchFrames } from '../media/frames'
import { devicesOf } from '../media/generate'
import { statsOf, type Stat } from '../media/stats'
import { Booth, observed, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'

const MOVES = 20
/** Longer than the page takes to find its signaling line dead and make another. */
const SETTLED_MS = 6_000

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test.beforeEach(() => test.skip(process.getuid?.() !== 0, 'making a network of its own takes root'))

test('the booth gets another address twenty times: pictures stand still for 0.8 s at most, both ways', async () => {
  test.setTimeout(600_000)
  const home = HomeNetwork.make('yizhan-moves', 32)
  const company = new Company()
  try {
    const { booth, officer } = await meetingFrom(home, company)
    const atBooth = booth.test('officer')
    const atDesk = officer.page.locator('figure.picture.large video')
    await Promise.all([watchFrames(atBooth), watchFrames(atDesk)])
    await wait(SETTLED_MS)
    const gaps: { booth: number[]; desk: number[] } = { booth: [], desk: [] }
    const still: { booth: number[]; desk: number[] } = { booth: [], desk: [] }
    for (let move = 0; move < MOVES; move++) {
      const before = Date.now()
      await wait(2_000)
      const moved = Date.now()
      home.move()
      await wait(SETTLED_MS)
      const now = Date.now()
      still.booth.push(await longestGap(atBooth, before, moved))
      still.desk.push(await longestGap(atDesk, before, moved))
      gaps.booth.push(await longestGap(atBooth, moved, now))
      gaps.desk.push(await longestGap(atDesk, moved, now))
      expect((await observed(booth.page)).phase).toBe('live')
    }
    for (const side of ['booth', 'desk'] as const) {
      figure(side, `gap ${spread(gaps[side])}; the longest of two seconds before each change: ${spread(still[side])}`)
    }
    expect(p95(gaps.booth)).toBeLessThanOrEqual(800)
    expect(p95(gaps.desk)).toBeLessThanOrEqual(800)
    const pair = inUse(await statsOf(booth.page))
    figure('path', `${pair.protocol}, the connection of the beginning: ${pair.connections === 1 ? 'yes' : 'no'}`)
    expect(pair.connections).toBe(1)
    await expect.poll(async () => (await observed(booth.page)).socket).toBe('open')
  } finally {
    await company.dismiss()
    home.dispose()
  }
})

test('where UDP is blocked the booth meets over TCP within five seconds', async () => {
  const home = HomeNetwork.make('yizhan-wall', 33)
  const company = new Company()
  try {
    home.blockUdp()
    const { booth, officer } = await meetingFrom(home, company)
    const pair = inUse(await statsOf(booth.page))
    const { from, to } = await booth.page.evaluate(() => window.yizhanConnecting ?? { from: 0, to: Infinity })
    const [atBooth, atDesk] = [await observed(booth.page), await observed(officer.page)]
    const agreed = Math.max(atBooth.acceptedAt ?? Infinity, atDesk.acceptedAt ?? Infinity)
    const seen = Math.max(atBooth.firstFrameAt[0] ?? Infinity, atDesk.firstFrameAt[0] ?? Infinity)
    figure('connection', `${to - from} ms, over ${pair.protocol}`)
    figure('pictures', `${(seen - agreed).toFixed(0)} ms after the second yes, on the slower side`)
    expect(pair.protocol).toBe('tcp')
    expect(to - from).toBeLessThan(5_000)
    expect(seen - agreed).toBeLessThan(5_000)
  } finally {
    await company.dismiss()
    home.dispose()
  }
})

declare global {
  interface Window {
    /** When the page made its first connection, and when it first had one that was up; milliseconds since the epoch. */
    yizhanConnecting?: { from: number; to: number }
  }
}

async function meetingFrom(home: HomeNetwork, company: Company) {
  await company.gather()
  const origin = `http://${home.address}:${company.product.port}`
  const page = await company.open(
    { devices: await devicesOf('booth'), executable: home.browser(CHROMIUM), trust: [origin] },
    async (browser) => {
      await browser.addInitScript(() => {
        const page = window.top ?? window
        window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
          construct(target, args) {
            const connection = new target(...(args as [RTCConfiguration?]))
            page.yizhanConnecting ??= { from: Date.now(), to: 0 }
            const connecting = page.yizhanConnecting
            connection.addEventListener('connectionstatechange', () => {
              if (connection.connectionState === 'connected') connecting.to ||= Date.now()
            })
            return connection
          }
        })
      })
    }
  )
  const booth = new Booth(page, origin)
  const officer = new Desk(await company.person('desk'), company.origin, 'officer1')
  await company.meet(booth, officer, 'offsite-care-registration')
  await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
  return { booth, officer }
}

/** What the page's connections run on. */
function inUse(stats: readonly Stat[]) {
  const transports = stats.filter(({ type }) => type === 'transport')
  const pair = stats.find(({ id }) => id === transports[0]?.selectedCandidatePairId)
  const local = stats.find(({ id }) => id === pair?.localCandidateId)
  return { protocol: String(local?.protocol), connections: transports.length }
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)
const p95 = (values: readonly number[]) => sorted(values)[Math.ceil(values.length * 0.95) - 1] ?? Infinity
const p50 = (values: readonly number[]) => sorted(values)[Math.ceil(values.length * 0.5) - 1] ?? Infinity
const spread = (values: readonly number[]) =>
  `p50 ${p50(values).toFixed(0)} ms, p95 ${p95(values).toFixed(0)} ms, longest ${Math.max(...values).toFixed(0)} ms`
