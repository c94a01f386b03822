import { expect, type Locator, type Page } from '@playwright/test'
import { signIn } from './sign-in'

/** An officer or clerk at a desk. */
export class Desk {
  constructor(
    readonly page: Page,
    readonly origin: string,
    readonly account: string
  ) {}

  async open(): Promise<void> {
    await signIn(this.page, this.origin, 'desk', this.account)
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name })
  }

  async beAvailable(): Promise<void> {
    const available = this.page.getByRole('switch', { name: '接待居民' })
    if ((await available.getAttribute('aria-checked')) !== 'true') await available.click()
    await expect(available).toHaveAttribute('aria-checked', 'true')
  }

  async callNext(): Promise<void> {
    await this.button('呼叫下一位').click()
    await expect(this.page.getByText('我的画面', { exact: true })).toBeVisible()
  }

  /** The resident has pressed "begin": accept, and the meeting starts at once. */
  async accept(): Promise<void> {
    await expect(this.page.getByText('居民已在镜头前')).toBeVisible()
    await this.button('接受').click()
  }

  async joinWhenInvited(): Promise<void> {
    await this.button('加入（打开摄像头）').click()
  }

  async tab(name: '申请表' | '材料' | '签名' | '经过'): Promise<void> {
    const tab = this.page.getByRole('tab', { name })
    if (await tab.isVisible()) await tab.click()
  }

  /** Fills in the form of the item that the case is for. */
  async fillIn(values: Readonly<Record<string, string | boolean>>): Promise<void> {
    await this.tab('申请表')
    for (const [title, value] of Object.entries(values)) {
      const field = this.page.locator('.field', { has: this.page.locator('label', { hasText: title }) }).first()
      // What kind of field it is shows once it is there; the meeting shows the people before it draws the case.
      await field.waitFor()
      if (typeof value === 'boolean') {
        await field.locator('label', { hasText: value ? /^是$/ : /^否$/ }).click()
      } else if (await field.locator('.el-select').count()) {
        await field.locator('.el-select').click()
        await this.page.getByRole('option', { name: value, exact: true }).click()
      } else {
        await field.locator('input, textarea').first().fill(value)
        await this.page.keyboard.press('Enter')
      }
    }
    await expect(this.page.getByText('已保存')).toBeVisible()
  }

  /** Has the booth take a still of a paper, and keeps it. */
  async capture(paper: string): Promise<void> {
    await this.tab('材料')
    await this.button(`采集：${paper}`).click()
    await expect(this.page.getByText('刚采集到')).toBeVisible()
    await this.button('清楚，收下').click()
  }

  async upload(paper: string, file: string): Promise<void> {
    await this.tab('材料')
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.button(`上传：${paper}`).click()])
    await chooser.setFiles(file)
    await expect(this.button(`查看：${paper}，第 1 页`)).toBeVisible()
  }

  async askForSignature(): Promise<void> {
    await this.tab('签名')
    await this.button('请居民签名').click()
  }

  async signatureArrived(): Promise<void> {
    await expect(this.page.getByText(/居民已签名/)).toBeVisible()
  }

  async decide(
    action: '受理' | '审核通过' | '办结' | '退回补正' | '签署联办' | '重新提交',
    comment?: string
  ): Promise<void> {
    await this.page.locator('.dock').getByRole('button', { name: action, exact: true }).click()
    if (comment) await this.page.locator('#decision-comment').fill(comment)
    await this.button(`确认${action}`).click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }

  async inviteStreet(): Promise<void> {
    await this.button('请街道加入').click()
  }

  async openFromWorklist(number: string): Promise<void> {
    await this.page.locator('.rows button.row', { hasText: number }).click()
    await expect(this.page.locator('.panel')).toContainText(number)
  }

  async end(): Promise<void> {
    await this.page.getByRole('toolbar').getByRole('button', { name: '结束会面' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '结束会面' }).click()
  }

  picture(name: RegExp): Locator {
    return this.page.locator('figure.picture video').and(this.page.getByLabel(name))
  }

  async caseNumber(): Promise<string> {
    return (await this.page.locator('.panel .head .number').innerText()).trim()
  }
}
