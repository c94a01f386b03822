import { expect, test, type Page } from '@playwright/test'
import { complaintsOf, spanOf } from '../media/analyse'
import { heardIn, markIn, takenBy, watchCamera, type SeenMark } from '../media/observe'
import { Booth, observed, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'
import { Supervisor, type TimedEvent } from '../people/supervisor'
import { recordingsIn } from '../recordings'
import { Company } from './company'

test.describe.configure({ mode: 'serial' })

const company = new Company()
test.beforeAll(() => company.gather())
test.afterAll(() => company.dismiss())

/** What the officer's camera took around the decision. */
let taken: SeenMark[]
let number: string

/** The supervisor looks at the picture at most this long after the decision. */
const LOOKED_AT_MS = 6_000
const OFFICER_SEEN = '区经办 · 画面'
/** A camera that plays a file counts its frames from 0 to 299, over and over. */
const COUNT = 300
/** Between two frames this far apart the camera may have stood still, and nobody knows when. */
const UNSEEN = 60

/** When the camera took a frame, by the ones seen before and after it: a busy page does not see every one. */
const takenAt = (frame: number) =>
  taken.flatMap((before, i) => {
    const after = taken[i + 1]
    if (after === undefined) return []
    const ahead = (frame - before.frame + COUNT) % COUNT
    const apart = (after.frame - before.frame + COUNT) % COUNT
    return apart <= UNSEEN && ahead < apart ? [before.at + ((after.at - before.at) * ahead) / apart] : []
  })

test('three meet, see and hear the others, and settle the case in one sitting', async () => {
  const booth = new Booth(await company.person('booth'), company.origin)
  const officer = new Desk(await company.person('desk'), company.origin, 'officer1')
  const clerk = new Desk(await company.person('clerk'), company.origin, 'street1')
  await booth.activate(clerk.page)
  await clerk.page.context().clearCookies()
  await Promise.all([officer.open(), clerk.open()])
  await Promise.all([officer.beAvailable(), clerk.beAvailable()])

  await booth.takeTicket({ item: 'chronic-disease-recognition' })
  await officer.callNext()
  await booth.begin()
  await officer.accept()
  await pictureIn(booth.page, 0)
  await officer.inviteStreet()
  await clerk.joinWhenInvited()
  await Promise.all([pictureIn(booth.page, 1), pictureIn(officer.page, 2), pictureIn(clerk.page, 0)])

  const marks = async (page: Page) => {
    const found = new Set<string>()
    for (const picture of await page.locator('video').all()) {
      const mark = await markIn(picture)
      if (mark) found.add(mark.who)
    }
    return found
  }
  await expect.poll(() => marks(booth.page)).toEqual(new Set(['desk', 'clerk', 'booth']))
  expect((await markIn(booth.test('officer')))?.who).toBe('desk')
  await expect.poll(() => marks(officer.page)).toEqual(new Set(['booth', 'clerk', 'desk']))
  await expect.poll(() => marks(clerk.page)).toEqual(new Set(['booth', 'desk', 'clerk']))
  for (const [page, others] of [
    [booth.page, ['desk', 'clerk']],
    [officer.page, ['booth', 'clerk']],
    [clerk.page, ['booth', 'desk']]
  ] as const) {
    await expect.poll(async () => new Set(await heardIn(page, 3)), { timeout: 30_000 }).toEqual(new Set(others))
  }

  await company.fillChronicForm(officer)
  await officer.capture('居民身份证')
  await officer.capture('疾病诊断证明或出院记录')
  await officer.askForSignature()
  await booth.sign()
  await officer.signatureArrived()
  number = await officer.caseNumber()
  await officer.decide('受理')
  await officer.decide('签署联办')
  await expect(officer.page.getByText('已办结')).toHaveCount(0)
  await watchCamera(officer.page.locator('video[aria-label="我"]'))
  await clerk.decide('签署联办')
  await expect(officer.page.getByText('已办结').first()).toBeVisible()
  const decided = Date.now()
  await expect
    .poll(async () => (taken = await takenBy(officer.page)).at(-1)?.at ?? 0)
    .toBeGreaterThan(decided + LOOKED_AT_MS)
  expect((await observed(booth.page)).phase).toBe('live')
  await officer.end()
  await booth.rate(4)
  await expect(booth.test('case-number')).toContainText(number)
})

test('a supervisor replays it and lands within half a second of the decision', async () => {
  const supervisor = new Supervisor(await company.anybody(), company.origin)
  await supervisor.open()
  await supervisor.replay(number)
  const decided = (await supervisor.events(number)).filter(({ kind }) => kind === 'case-decided').at(-1) as TimedEvent
  const started = Date.parse(await company.startOfRecording(supervisor, number))
  const { landed, stopped } = await supervisor.lookAt('case-decided', OFFICER_SEEN)
  expect(Math.abs(started + landed - Date.parse(decided.at))).toBeLessThan(1_500)

  // The picture itself says when it was taken.
  const claimed = started + stopped
  const mark = await markIn(supervisor.page.locator(`video[aria-label="${OFFICER_SEEN}"]`))
  if (mark === null) throw new Error('the picture carries no mark')
  const truly = takenAt(mark.frame).sort((a, b) => Math.abs(a - claimed) - Math.abs(b - claimed))[0]
  expect(truly, `the camera took frame ${String(mark.frame)}`).toBeDefined()
  expect(Math.abs(claimed - truly!)).toBeLessThan(500)
})

test('every file of the recording decodes without one complaint', async () => {
  const recordings = recordingsIn(company.product)
  expect(recordings).toHaveLength(1)
  for (const { sources, manifest } of recordings) {
    expect(manifest.state).toBe('sealed')
    expect(sources.length).toBeGreaterThanOrEqual(6)
    for (const source of sources) {
      expect(await complaintsOf(source.file), source.file).toEqual([])
      const { start, end } = await spanOf(source.file)
      expect(Math.abs((end - start) * 1000 - source.durationMs), source.file).toBeLessThan(500)
    }
  }
})
