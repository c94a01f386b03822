import { expect, type Page, test } from '@playwright/test'
import { CHROMIUM } from '../browser'
import { figure } from '../figures'
import { HomeNetwork } from '../home-network'
import { Company } from '../journeys/company'
import { devicesOf } from '../media/generate'
import { type Stat, statsOf } from '../media/stats'
import { pictureIn } from '../people/booth'
import { Desk } from '../people/desk'

/** Sound of two and two small pictures go through; of the whole pictures not even one. */
const THIN_KBITS = 900
/** Cameras are 640 wide here. */
const WHOLE = 640
const SMALL = WHOLE / 4
const WATCHED_S = 20
/** Frames a second of a picture that moves. Three browsers on two cores draw no more than 10 to 20, wherever they come from. */
const LEAST_RATE = 3

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Frames of each picture that were decoded so far. */
const decoded = (stats: readonly Stat[]) =>
  new Map(
    stats
      .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')
      .map(({ id, framesDecoded }) => [String(id), Number(framesDecoded) || 0])
  )

/** How wide the pictures of others are that a page shows, the narrowest first. */
const widths = async (page: Page) =>
  page
    .locator('figure.picture video:not([aria-label="我"]), .officer video, [data-test="clerk"] video')
    .evaluateAll((videos) =>
      (videos as HTMLVideoElement[])
        .filter(({ readyState, videoWidth }) => readyState >= 2 && videoWidth > 0)
        .map(({ videoWidth }) => videoWidth)
        .sort((a, b) => a - b)
    )

test.beforeEach(() => test.skip(process.getuid?.() !== 0, 'making a network of its own takes root'))

test('of three, the one with a thin line sees the others small and moving, and they see each other whole', async () => {
  test.setTimeout(360_000)
  const street = HomeNetwork.make('yizhan-thin', 35)
  const company = new Company()
  try {
    await company.gather()
    const origin = `http://${street.address}:${company.product.port}`
    const page = await company.open({
      devices: await devicesOf('clerk'),
      executable: street.browser(CHROMIUM),
      trust: [origin]
    })
    const clerk = new Desk(page, origin, 'street1')
    await clerk.open()
    await clerk.beAvailable()
    const { booth, officer } = await company.meeting()
    await officer.inviteStreet()
    await clerk.joinWhenInvited()
    await Promise.all([pictureIn(booth.page, 1), pictureIn(officer.page, 2), pictureIn(clerk.page, 0)])

    await expect.poll(() => widths(clerk.page), { timeout: 60_000 }).toEqual([WHOLE, WHOLE])
    street.narrow(THIN_KBITS)
    const began = Date.now()
    await expect.poll(() => widths(clerk.page), { timeout: 60_000 }).toEqual([SMALL, SMALL])
    figure('small', `${String(Date.now() - began)} ms after the line became thin`)
    const before = decoded(await statsOf(clerk.page))
    await wait(WATCHED_S * 1_000)
    const after = decoded(await statsOf(clerk.page))
    const rates = [...after].flatMap(([id, frames]) => {
      const seen = (frames - (before.get(id) ?? 0)) / WATCHED_S
      return seen > 0 ? [seen] : []
    })
    figure(
      'clerk sees',
      `${rates.map((rate) => rate.toFixed(1)).join(' and ')} frames/s, ${(await widths(clerk.page)).join(' and ')} wide`
    )
    expect(rates.length).toBe(2)
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(LEAST_RATE)
    for (const [who, { page }] of Object.entries({ officer, booth })) {
      const seen = await widths(page)
      figure(`${who} sees`, `${seen.join(' and ')} wide`)
      expect(seen).toEqual([WHOLE, WHOLE])
    }

    street.narrow(null)
    const widened = Date.now()
    await expect.poll(() => widths(clerk.page), { timeout: 90_000 }).toEqual([WHOLE, WHOLE])
    figure('whole again', `${String(Date.now() - widened)} ms after the line became wide`)
  } finally {
    await company.dismiss()
    street.dispose()
  }
})
