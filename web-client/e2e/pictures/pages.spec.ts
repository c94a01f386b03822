import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { Company } from '../journeys/company'
import { portraitOf } from '../media/portraits'
import { Booth, pictureIn } from '../people/booth'
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

/** A picture for the documents, when fonts are there and nothing moves any more. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' })
}
