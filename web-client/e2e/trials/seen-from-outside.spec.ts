import { readFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { figure } from '../figures'
import { Company } from '../journeys/company'
import { pictureIn } from '../people/booth'
import { signIn } from '../people/sign-in'
import { Supervisor } from '../people/supervisor'

test('a line that loses is seen live, in the headers of its packets, and in the replay', async ({}, info) => {
  const company = new Company()
  await company.gather({ args: ['--yizhan.media.faults.loss-percent=7', '--yizhan.media.faults.direction=up'] })
  const look = async (page: Page, name: string) => {
    for (const [width, height] of [
      [1440, 900],
      [390, 844]
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.screenshot({ path: info.outputPath(`${name}-${width}.png`), animations: 'disabled' })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }
  try {
    const { booth, officer } = await company.meeting()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])

    const page = await company.open({})
    await signIn(page, company.origin, 'admin', 'admin1')
    await page.goto(`${company.origin}/admin#/bridges`)
    await page.locator('.bridges button[aria-expanded]').click()
    const meeting = page.locator('[data-test="live-meeting"]')
    await expect(meeting.locator('tbody tr')).toHaveCount(2)
    await expect(meeting.locator('.chip-danger')).toHaveCount(2)
    figure('live', (await meeting.locator('tbody').innerText()).replace(/\s+/g, ' '))
    await look(page, 'live')

    await meeting.locator('.capture button').click()
    const file = meeting.locator('.capture a[download]')
    await expect(file).toBeVisible({ timeout: 90_000 })
    const [download] = await Promise.all([page.waitForEvent('download'), file.click()])
    const path = info.outputPath('headers.pcap')
    await download.saveAs(path)
    const headers = readFileSync(path)
    expect(headers.readUInt32BE(0)).toBe(0xa1b2c3d4)
    expect(headers.length).toBeGreaterThan(100_000)
    figure('headers', `${headers.length} bytes`)
    await look(page, 'captured')

    const number = await officer.caseNumber()
    await officer.end()
    const supervisor = new Supervisor(await company.open({}), company.origin)
    await supervisor.open()
    await supervisor.replay(number)
    await expect(supervisor.page.locator('[data-test="lines"] .stretch.poor').first()).toBeAttached()
    await supervisor.page.locator('#side-tab-lines').click()
    await expect(supervisor.page.locator('li[data-grade="poor"]').first()).toBeVisible()
    figure('replay', (await supervisor.page.locator('li[data-grade]').allInnerTexts()).join(' | ').replace(/\s+/g, ' '))
    await look(supervisor.page, 'replay')
  } finally {
    await company.dismiss()
  }
})
