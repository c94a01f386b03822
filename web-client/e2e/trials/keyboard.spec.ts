import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { Account } from '../people/account'
import { Counter, MATTERS } from '../people/counter'
import { Desk } from '../people/desk'
import { Company } from '../journeys/company'

const ROOT = join(import.meta.dirname, '../../..')
const PAPER = readFileSync(join(ROOT, 'docs/images/booth-ticket.png'))
const NAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'].map((it) => `演示${it}`)
/** These two are sent back, the others completed. */
const BACK = new Set([2, 7])

const company = new Company()
test.beforeAll(async () => {
  await company.gather()
  const counter = await Counter.open(company.origin)
  for (const [index, name] of NAMES.entries()) {
    const filed = await counter.take(MATTERS[index % MATTERS.length]!, name, PAPER, index)
    await counter.decide(filed.id, 'approve')
  }
})
test.afterAll(() => company.dismiss())

/** Where the next key goes, in words; the page itself when the focus was lost. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    return at === null || at === document.body
      ? 'nowhere'
      : `${at.tagName} ${at.className} ${at.textContent.slice(0, 30)}`
  })

test('an officer handles ten cases by keyboard alone', async () => {
  const officer = new Desk(await company.open({ viewport: { width: 1440, height: 900 } }), company.origin, 'officer1')
  await officer.open()
  const { page } = officer
  const press = async (key: string) => {
    await page.keyboard.press(key)
    expect(await focused(page), `after ${key}`).not.toBe('nowhere')
  }
  await expect(page.locator('button.row')).toHaveCount(NAMES.length)

  // From here on no mouse: down the list and up again, and the first case is opened.
  await page.keyboard.press('j')
  await press('j')
  await press('ArrowUp')
  await expect(page.locator('button.row').first()).toBeFocused()
  await press('Enter')

  for (let handled = 0; handled < NAMES.length; handled++) {
    const back = BACK.has(handled)
    await expect(page.locator('.dock button', { hasText: '办结' })).toBeVisible()
    const name = await page.locator('.panel h1').innerText()
    await page.keyboard.press(back ? 'r' : 'a')
    const comment = page.locator('#decision-comment')
    await expect(comment).toBeFocused()
    await page.keyboard.type(back ? '银行卡看不清，请补一张' : '材料齐全，同意')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.locator('.case-side')).toContainText(`已${back ? '退回补正' : '办结'}：${name}`)
    // The way on has the focus: Enter goes there.
    const next = page.locator('.case-side .note button')
    await expect(next).toBeFocused()
    if (handled < NAMES.length - 1) {
      await expect(next).toContainText('下一件')
      await page.keyboard.press('Enter')
      await expect(page.locator('.panel h1')).not.toHaveText(name)
    }
  }
  await expect(page.getByText('没有等您处理的办件')).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  // What was done is found at once, by a search that is begun and ended with keys.
  await page.keyboard.press('/')
  await page.keyboard.type(NAMES[0]!)
  await expect(page.locator('button.row').first()).toContainText(NAMES[0]!)
  await page.keyboard.press('Enter')
  await expect(page.locator('button.row').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.panel')).toContainText('已办结')
})

test('the types of the web client are those of the product', async () => {
  const administrator = await Account.signIn(company.origin, 'admin1')
  const live = join(mkdtempSync(join(tmpdir(), 'yizhan-api-')), 'openapi.json')
  writeFileSync(live, JSON.stringify(await administrator.get('/v3/api-docs')))
  const ordered = (file: string) =>
    execFileSync('node', [join(ROOT, 'web-client/e2e/description.mjs'), file], { encoding: 'utf8' })
  const committed = ordered(join(ROOT, 'web-client/src/api/generated/openapi.json'))
  expect(ordered(live) === committed, 'run scripts/api-types: the API has changed').toBe(true)
})
