import { expect, test } from '@playwright/test'
import { devicesOf } from '../media/generate'
import { statsOf, sum } from '../media/stats'
import { Booth, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'
import { Company } from '../journeys/company'
import { figure } from '../figures'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test("a browser's 720p picture is sent with 1.5 Mb/s within ten seconds", async () => {
  const company = new Company()
  await company.gather()
  try {
    // Only the resident's picture is hard to encode: two such encoders and their decoders are more than two cores carry.
    const booth = new Booth(await company.open({ devices: await devicesOf('booth', 'hd') }), company.origin)
    const officer = new Desk(await company.anybody(), company.origin, 'officer1')
    await company.meet(booth, officer, 'offsite-care-registration')
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    const began = Date.now()
    let rate = 0
    let last = { at: Date.now(), bytes: sum(await statsOf(booth.page), 'outbound-rtp', 'video', 'bytesSent') }
    while (Date.now() - began < 10_000 && rate < 1_500_000) {
      await wait(1_000)
      const bytes = sum(await statsOf(booth.page), 'outbound-rtp', 'video', 'bytesSent')
      const at = Date.now()
      rate = Math.max(rate, ((bytes - last.bytes) * 8_000) / (at - last.at))
      last = { at, bytes }
    }
    figure('rate', `${Math.round(rate / 1000)} kb/s after ${Date.now() - began} ms`)
    expect(rate).toBeGreaterThanOrEqual(1_500_000)
  } finally {
    await company.dismiss()
  }
})

test('with five packets in a hundred lost, picture and sound go on and freeze at most one second a minute', async () => {
  const company = new Company()
  await company.gather({ args: ['--yizhan.media.faults.loss-percent=5'] })
  try {
    const { booth, officer } = await company.meeting()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    for (const page of [booth.page, officer.page]) await statsOf(page)
    await wait(5_000)
    const before = await Promise.all([statsOf(booth.page), statsOf(officer.page)])
    await wait(60_000)
    const after = await Promise.all([statsOf(booth.page), statsOf(officer.page)])
    for (const [index, who] of ['booth', 'desk'].entries()) {
      const grown = (kind: 'audio' | 'video', field: string) =>
        sum(after[index]!, 'inbound-rtp', kind, field) - sum(before[index]!, 'inbound-rtp', kind, field)
      const frozen = grown('video', 'totalFreezesDuration')
      const concealed = grown('audio', 'concealedSamples') / Math.max(1, grown('audio', 'totalSamplesReceived'))
      figure(
        who,
        `frozen ${frozen.toFixed(2)} s, ${grown('video', 'framesDecoded')} frames, ${(concealed * 100).toFixed(1)} % of the sound concealed`
      )
      expect(frozen).toBeLessThanOrEqual(1)
      expect(grown('video', 'framesDecoded')).toBeGreaterThan(600)
      expect(grown('audio', 'packetsReceived')).toBeGreaterThan(1_000)
      expect(concealed).toBeLessThan(0.2)
    }
  } finally {
    await company.dismiss()
  }
})
