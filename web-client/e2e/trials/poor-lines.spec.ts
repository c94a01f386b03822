import { expect, test } from '@playwright/test'
import { figure } from '../figures'
import { Company } from '../journeys/company'
import { devicesOf } from '../media/generate'
import { legible, withDocumentCamera } from '../media/paper'
import { heardBy, watchSound } from '../media/sound'
import { statsOf, sum } from '../media/stats'
import { Booth, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('with a tenth lost, 100 ms of delay and 30 ms of jitter both ways, people still hear and see each other', async () => {
  const company = new Company()
  await company.gather({
    args: [
      '--yizhan.media.faults.loss-percent=10',
      '--yizhan.media.faults.delay=100ms',
      '--yizhan.media.faults.jitter=30ms'
    ]
  })
  try {
    const { booth, officer } = await company.meeting()
    const sides = { booth: booth.page, desk: officer.page }
    await Promise.all([pictureIn(sides.booth, 0), pictureIn(sides.desk, 0)])
    await wait(5_000)
    await Promise.all([watchSound(sides.booth), watchSound(sides.desk)])
    const before = { booth: await statsOf(sides.booth), desk: await statsOf(sides.desk) }
    await wait(60_000)
    for (const side of ['booth', 'desk'] as const) {
      const after = await statsOf(sides[side])
      const grown = (field: string) =>
        sum(after, 'inbound-rtp', 'video', field) - sum(before[side], 'inbound-rtp', 'video', field)
      const heard = await heardBy(sides[side])
      const rate = grown('framesDecoded') / 60
      const frozen = grown('totalFreezesDuration')
      figure(
        side,
        `${rate.toFixed(1)} frames/s, frozen ${frozen.toFixed(2)} s a minute, ${grown('keyFramesDecoded')} key frames; sound: longest gap ${heard.longestGap.toFixed(0)} ms, ${(heard.concealed * 100).toFixed(1)} % made up`
      )
      expect(rate).toBeGreaterThanOrEqual(10)
      expect(frozen).toBeLessThanOrEqual(2)
      expect(heard.longestGap).toBeLessThanOrEqual(200)
    }
  } finally {
    await company.dismiss()
  }
})

test('where a desk gets 300 kb/s only, papers can be read and sound is whole', async () => {
  const company = new Company()
  await company.gather({
    args: ['--yizhan.media.faults.rate-down=300', '--yizhan.media.faults.delay=20ms']
  })
  try {
    const page = await company.open({ devices: await devicesOf('booth') }, withDocumentCamera)
    const booth = new Booth(page, company.origin)
    const officer = new Desk(await company.person('desk'), company.origin, 'officer1')
    await company.meet(booth, officer, 'offsite-care-registration')
    const paper = officer.page.locator('figure.picture', { hasText: '材料台' }).locator('video')
    await expect.poll(() => legible(paper, 1), { timeout: 40_000 }).toBeGreaterThan(0.99)
    await Promise.all([watchSound(booth.page), watchSound(officer.page)])
    const turns: number[] = []
    for (let turn = 0; turn < 4; turn++) {
      const next = await booth.page.evaluate(() => window.yizhanTurnPage?.() ?? 0)
      const turned = Date.now()
      await expect.poll(() => legible(paper, next), { timeout: 30_000, intervals: [100] }).toBeGreaterThan(0.99)
      turns.push(Date.now() - turned)
      await wait(10_000)
    }
    figure('a page that was turned can be read after', `${turns.join(', ')} ms`)
    for (const [side, who] of [['booth', booth.page] as const, ['desk', officer.page] as const]) {
      const heard = await heardBy(who)
      figure(side, `longest gap ${heard.longestGap.toFixed(0)} ms, ${(heard.concealed * 100).toFixed(1)} % made up`)
      expect(heard.longestGap).toBeLessThanOrEqual(200)
      expect(heard.concealed).toBeLessThan(0.02)
    }
  } finally {
    await company.dismiss()
  }
})
