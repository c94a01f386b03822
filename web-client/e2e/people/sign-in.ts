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

/** An administrator approves the terminal that shows this code; signs in on the way when asked to. */
export async function approveTerminal(page: Page, origin: string, userCode: string) {
  const name = page.locator('input[name=username]')
  const next = page.getByRole('button', { name: /下一步/ })
  const approve = page.getByRole('button', { name: /^批准/ })
  const approved = page.getByRole('heading', { name: /已批准/ })
  await page.goto(`${origin}/idp/activate?user_code=${userCode}`)
  for (let step = 0; step < 4 && !(await approved.isVisible()); step++) {
    await expect(name.or(next).or(approve).or(approved).first()).toBeVisible()
    const here = (await name.isVisible()) ? name : (await next.isVisible()) ? next : approve
    if (here === name) await fillIn(page, 'admin1')
    else if (await here.isVisible()) await here.click()
    // A page that is on its way out still shows what was pressed: pressing it twice would call the first press off.
    await expect(here).toBeHidden({ timeout: 30_000 })
  }
  await expect(approved).toBeVisible()
}
