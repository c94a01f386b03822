import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { figure } from '../figures'
import { Company } from '../journeys/company'
import { portraitOf } from '../media/portraits'
import { Booth, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'
import { Supervisor } from '../people/supervisor'

const PAUSED_MS = 5_000
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a recording that rested for a while becomes one film that shows so', async ({}, info) => {
  test.setTimeout(420_000)
  const company = new Company()
  await company.gather()
  const look = async (page: Page, name: string, width: number, height: number) => {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: info.outputPath(`${name}-${width}.png`), animations: 'disabled' })
  }
  try {
    const booth = new Booth(await company.open({ devices: await portraitOf('booth') }), company.origin)
    const officer = new Desk(await company.open({ devices: await portraitOf('desk') }), company.origin, 'officer1')
    await company.meet(booth, officer, 'offsite-care-registration')
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])

    await wait(PAUSED_MS)
    const pause = officer.page.locator('[data-test="pause-recording"]')
    await pause.click()
    await look(officer.page, 'desk-why', 1440, 900)
    await officer.page.getByRole('menuitem').first().click()
    await expect(booth.test('record-paused')).toBeVisible()
    await look(officer.page, 'desk-paused', 1440, 900)
    await look(officer.page, 'desk-paused', 1280, 720)
    await look(booth.page, 'booth-paused', 1920, 1080)
    await look(booth.page, 'booth-paused', 1080, 1920)
    await look(booth.page, 'booth-paused', 1280, 720)
    await wait(PAUSED_MS)
    await pause.click()
    await expect(booth.test('record-paused')).toBeHidden()
    await wait(PAUSED_MS)
    const number = await officer.caseNumber()
    await officer.end()

    const supervisor = new Supervisor(await company.open({}), company.origin)
    await supervisor.open()
    await supervisor.replay(number)
    const { page } = supervisor
    const start = page.locator('section.film button').first()
    await expect(start).toBeEnabled({ timeout: 60_000 })
    await start.click()
    const began = Date.now()
    const ready = page.locator('section.film[data-state="ready"]')
    await expect(ready).toBeVisible({ timeout: 120_000 })
    figure('film', `made in ${Date.now() - began} ms`)
    await look(page, 'film', 1440, 900)
    await look(page, 'film', 390, 844)
    const address = await ready.locator('a[download]').getAttribute('href')
    const answer = await page.request.get(new URL(address ?? '', company.origin).href)
    expect(answer.ok()).toBe(true)
    const file = join(info.outputDir, 'film.webm')
    writeFileSync(file, await answer.body())
    expect(execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-'], { encoding: 'utf8' })).toBe('')
    const probe = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]
    const seconds = Number(execFileSync('ffprobe', probe, { encoding: 'utf8' }))
    figure('film', `${seconds.toFixed(1)} s`)
    expect(seconds).toBeGreaterThan((3 * PAUSED_MS) / 1000)
  } finally {
    await company.dismiss()
  }
})
