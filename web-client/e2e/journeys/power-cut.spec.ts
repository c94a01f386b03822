import { expect, test } from '@playwright/test'
import { complaintsOf, spanOf } from '../media/analyse'
import { markIn } from '../media/observe'
import { observed, pictureIn } from '../people/booth'
import { recordingsIn } from '../recordings'
import { Company } from './company'

const company = new Company()
test.beforeAll(() => company.gather())
test.afterAll(() => company.dismiss())

test('the process is killed in mid-meeting: nothing acknowledged is lost and the meeting goes on by itself', async () => {
  const { booth, officer } = await company.meeting()
  await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
  await officer.fillIn({ 就医地: '演示省演示市' })
  const number = await officer.caseNumber()
  const before = await observed(booth.page)
  // Something to lose: some seconds of recording.
  await expect.poll(async () => (await observed(booth.page)).frames[0] ?? 0, { timeout: 60_000 }).toBeGreaterThan(150)

  const killedAt = Date.now()
  await company.product.kill()
  await expect(booth.test('calm')).toBeVisible()
  await company.product.start()
  const readyAt = Date.now()
  await expect
    .poll(async () => Math.max(...Object.values((await observed(booth.page)).lastFrameAt)), { timeout: 30_000 })
    .toBeGreaterThan(readyAt)
  const boothBack = Date.now() - readyAt
  await expect
    .poll(async () => (await observed(officer.page)).lastFrameAt[0] ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(readyAt)
  const deskBack = Date.now() - readyAt
  test
    .info()
    .annotations.push({ type: 'back after readiness', description: `booth ${boothBack} ms, desk ${deskBack} ms` })
  expect(boothBack).toBeLessThan(10_000)
  expect(deskBack).toBeLessThan(10_000)
  expect((await markIn(booth.test('officer')))?.who).toBe('desk')

  const after = await observed(booth.page)
  expect(after.consultation).toBe(before.consultation)
  expect(after.phase).toBe('live')
  expect(after.events.slice(0, before.events.length)).toEqual(before.events)
  expect(new Set(after.events).size).toBe(after.events.length)
  await expect(booth.test('form-destination')).toContainText('演示省演示市')
  expect(await officer.caseNumber()).toBe(number)

  await officer.end()
  await booth.rate(5)
  await expect.poll(() => recordingsIn(company.product)[0]?.manifest.state, { timeout: 30_000 }).not.toBe('writing')
  const [recording] = recordingsIn(company.product)
  if (!recording) throw new Error('no recording')
  expect(recording.manifest.interrupted).toBe(true)
  expect(recording.manifest.parts.length).toBe(2)
  const cutMs = killedAt - Date.parse(recording.manifest.startedAt)
  const firstPart = recording.sources.filter(({ startMs }) => startMs < cutMs)
  expect(firstPart.length).toBeGreaterThanOrEqual(4)
  for (const source of recording.sources) expect(await complaintsOf(source.file), source.file).toEqual([])
  for (const source of firstPart.filter(({ kind }) => kind === 'camera')) {
    const { start, end } = await spanOf(source.file)
    expect(cutMs - (source.startMs + (end - start) * 1000), `${source.label} ${source.kind}`).toBeLessThan(2_000)
  }
})
