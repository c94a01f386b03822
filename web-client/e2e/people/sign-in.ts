import { expect, type Page } from '@playwright/test'

const PASSWORD = 'yizhan-demo'

/** Signs in with a demo account, as a person does: from the page's own button through the provider's form. */
export async function signIn(page: Page, origin: string, surface: 'desk' | 'supervisor' | 'admin', account: string) {
  await page.goto(`${origin}/${surface}`)
  await page.getByRole('link', { name: '登录' }).click()
  await fillIn(page, account)
  await expect(page).toHaveURL(new RegExp(`/${surface}`))
}

async function fillIn(page: Page, account: string) {
  await page.locator('input[name=username]').fill(account)
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
}

/** An administrator approves the terminal that shows this code. */
export async function approveTerminal(page: Page, origin: string, userCode: string) {
  await page.goto(`${origin}/idp/activate?user_code=${userCode}`)
  if (await page.locator('input[name=username]').isVisible()) await fillIn(page, 'admin1')
  await page.getByRole('button', { name: /下一步/ }).click()
  if (await page.locator('input[name=username]').isVisible()) await fillIn(page, 'admin1')
  await page.getByRole('button', { name: /^批准/ }).click()
  await expect(page.getByRole('heading')).toContainText('已批准')
}
