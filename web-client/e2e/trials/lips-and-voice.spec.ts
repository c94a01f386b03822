import { expect, test } from '@playwright/test'
import { beepsIn, complaintsOf, flashesIn, skewMs, spanOf } from '../media/analyse'
import { clapper } from '../media/flash-and-beep'
import { Booth, observed, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'
import { recordingsIn } from '../recordings'
import { Company } from '../journeys/company'
import { figure } from '../figures'

const company = new Company()
test.beforeAll(() => company.gather())
test.afterAll(() => company.dismiss())

test('sound and picture of a recording belong together, and it is as long as the meeting', async () => {
  const booth = new Booth(await company.open({}, clapper), company.origin)
  const officer = new Desk(await company.open({}, clapper), company.origin, 'officer1')
  await company.meet(booth, officer, 'offsite-care-registration')
  await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  const { acceptedAt } = await observed(officer.page)
  await officer.end()
  const { lastFrameAt } = await booth.observed()
  if (acceptedAt === null || lastFrameAt[0] === undefined) throw new Error('the booth saw no meeting')
  const met = lastFrameAt[0] - acceptedAt
  await booth.rate(5)
  await expect.poll(() => recordingsIn(company.product)[0]?.manifest.state, { timeout: 30_000 }).toBe('sealed')
  const [recording] = recordingsIn(company.product)
  if (!recording) throw new Error('no recording')
  for (const label of ['booth', 'officer']) {
    const of = (kind: string) => recording.sources.find((source) => source.label === label && source.kind === kind)
    const [camera, microphone] = [of('camera'), of('microphone')]
    if (!camera || !microphone) throw new Error(`${label} has no camera or no microphone in the recording`)
    expect(await complaintsOf(camera.file)).toEqual([])
    expect(await complaintsOf(microphone.file)).toEqual([])
    const flashes = (await flashesIn(camera.file)).map((at) => at + camera.startMs / 1000)
    const beeps = (await beepsIn(microphone.file)).map((at) => at + microphone.startMs / 1000)
    const skew = skewMs(flashes, beeps)
    const { start, end } = await spanOf(camera.file)
    figure(label, `skew ${skew} ms, ${(end - start).toFixed(1)} s of ${(met / 1000).toFixed(1)} s`)
    expect(Math.abs(skew)).toBeLessThanOrEqual(80)
  }
  expect(Math.abs(recording.manifest.durationMs - met)).toBeLessThan(500)
})
