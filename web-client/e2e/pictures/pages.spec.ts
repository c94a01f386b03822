import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { Company } from '../journeys/company'
import { portraitOf } from '../media/portraits'
import { Booth, pictureIn } from '../people/booth'
import { Counter, MATTERS } from '../people/counter'
import { Desk } from '../people/desk'
import { signIn } from '../people/sign-in'
import { Supervisor } from '../people/supervisor'

const IMAGES = join(import.meta.dirname, '../../../docs/images')
const BOOTH = { width: 1920, height: 1080 }
const DESK = { width: 1440, height: 900 }

test('the pages of one meeting, as they are', async () => {
  test.setTimeout(300_000)
  const company = new Company()
  await company.gather()
  try {
    const booth = new Booth(await company.open({ devices: await portraitOf('booth'), viewport: BOOTH }), company.origin)
    const officer = new Desk(
      await company.open({ devices: await portraitOf('desk'), viewport: DESK }),
      company.origin,
      'officer1'
    )
    const administrator = await company.open({ viewport: DESK })
    await booth.activate(administrator)
    await signIn(administrator, company.origin, 'admin', 'admin1')
    await shoot(administrator, 'admin')
    await officer.open()
    await officer.beAvailable()

    await shoot(booth.page, 'booth-start')
    await booth.page.setViewportSize({ width: 1080, height: 1920 })
    await shoot(booth.page, 'booth-start-portrait')
    await booth.page.setViewportSize(BOOTH)
    await booth.test('start-elder').click()
    await shoot(booth.page, 'booth-items-elder')
    await booth.page.reload()

    await booth.takeTicket({ item: 'offsite-care-registration' })
    await shoot(booth.page, 'booth-ticket')
    await officer.callNext()
    await booth.begin()
    await officer.accept()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    await officer.fillIn({
      备案类型: '异地安置退休人员',
      就医地: '演示省演示市',
      开始日期: '2026-12-01',
      本人承诺: true
    })
    await expect(booth.test('form-destination')).toContainText('演示省演示市')
    await shoot(booth.page, 'booth-meeting')
    await booth.page.setViewportSize({ width: 1080, height: 1920 })
    await shoot(booth.page, 'booth-meeting-portrait')
    await booth.page.setViewportSize(BOOTH)
    await shoot(officer.page, 'desk-meeting')
    await officer.capture('居民身份证')
    await officer.capture('居住证或异地工作、居住的证明')
    await shoot(officer.page, 'desk-materials')
    await officer.askForSignature()
    await booth.page.locator('canvas[role=img]').or(booth.test('signature-pad').locator('canvas')).first().waitFor()
    await shoot(booth.page, 'booth-signature')
    await booth.sign()
    await officer.signatureArrived()
    const number = await officer.caseNumber()
    await officer.decide('受理')
    await officer.end()
    await shoot(booth.page, 'booth-rating')
    await booth.rate(5)

    const supervisor = new Supervisor(administrator, company.origin)
    await administrator.context().clearCookies()
    await supervisor.open()
    await shoot(administrator, 'supervisor-meetings')
    await supervisor.replay(number)
    await supervisor.playFrom('case-decided')
    await shoot(administrator, 'supervisor-replay')
  } finally {
    await company.dismiss()
  }
})

test('the pages of cases, as they are', async () => {
  test.setTimeout(300_000)
  const company = new Company()
  await company.gather()
  try {
    const counter = await Counter.open(company.origin)
    const paper = readFileSync(join(IMAGES, 'booth-ticket.png'))
    for (const [index, letter] of '甲乙丙丁戊己庚辛壬癸子丑'.split('').entries()) {
      const filed = await counter.take(MATTERS[index % MATTERS.length]!, `演示${letter}`, paper, index)
      await counter.decide(filed.id, 'approve')
    }
    const officer = new Desk(await company.open({ viewport: DESK }), company.origin, 'officer1')
    const { page } = officer
    await officer.open()
    await expect(page.getByText('已连接')).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await shoot(page, 'desk-cases')
    for (let handled = 0; handled < 5; handled++) {
      await page.keyboard.press('n')
      await expect(page.locator('.dock button', { hasText: '办结' })).toBeVisible()
      if (handled === 0) await shoot(page, 'desk-case')
      await page.keyboard.press(handled === 3 ? 'r' : 'a')
      await page.locator('#decision-comment').fill(handled === 3 ? '银行卡看不清，请补一张' : '材料齐全，同意办结')
      if (handled === 0) await shoot(page, 'desk-approval')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    await shoot(page, 'desk-decided')
    await page.keyboard.press('/')
    await page.keyboard.type('yanshi')
    await expect(page.locator('button.row').first()).toBeVisible()
    await shoot(page, 'desk-search')

    const other = await company.open({ viewport: DESK })
    await signIn(other, company.origin, 'supervisor', 'supervisor1')
    await other.goto(`${company.origin}/supervisor#/figures`)
    await expect(other.locator('.chart svg').first()).toBeVisible()
    await shoot(other, 'supervisor-figures')
    await other.getByRole('button', { name: '设定基准' }).click()
    await other.getByRole('radio', { name: '填写以前的用时' }).check()
    await shoot(other, 'supervisor-baseline')
    const typed = other.getByRole('dialog')
    await typed.getByLabel('从').fill('2025-01-01')
    await typed.getByLabel('到', { exact: true }).fill('2025-12-31')
    await typed.getByLabel('全程（开办到办结）').fill('15')
    await other.getByRole('button', { name: '保存' }).click()
    await expect(other.getByRole('dialog')).toBeHidden()
    await expect(other.getByText(/快了 \d+%/).first()).toBeVisible()
    await other
      .getByText(/快了 \d+%/)
      .first()
      .scrollIntoViewIfNeeded()
    await shoot(other, 'supervisor-figures-baseline')
    await other.context().clearCookies()
    await signIn(other, company.origin, 'admin', 'admin1')
    for (const [hash, seen, name] of [
      ['catalogue', '.guide', 'admin-catalogue'],
      ['people', '.people', 'admin-people'],
      ['stations', '.tree', 'admin-stations'],
      ['processes', '.diagram svg', 'admin-processes']
    ] as const) {
      await other.goto(`${company.origin}/admin#/${hash}`)
      await expect(other.locator(seen).first()).toBeVisible()
      await shoot(other, name)
    }
  } finally {
    await company.dismiss()
  }
})

/** A picture for the documents, when fonts are there and nothing moves any more. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' })
}
