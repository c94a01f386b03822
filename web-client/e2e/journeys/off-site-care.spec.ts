import { expect, test } from '@playwright/test'
import { markIn } from '../media/observe'
import { Booth, pictureIn } from '../people/booth'
import { Desk } from '../people/desk'
import { Company } from './company'

const company = new Company()
test.beforeAll(() => company.gather())
test.afterAll(() => company.dismiss())

test('a resident registers for care in another city: accepted on video, reviewed in the community, completed at the street', async () => {
  const booth = new Booth(await company.person('booth'), company.origin)
  const officer = new Desk(await company.person('desk'), company.origin, 'officer1')
  const clerkBrowser = await company.anybody()

  await booth.activate(clerkBrowser)
  await officer.open()
  await officer.beAvailable()
  const ticket = await booth.takeTicket({ item: 'offsite-care-registration' })
  await expect(officer.page.locator('.queue')).toContainText(ticket)
  await officer.callNext()
  await booth.begin()
  await officer.accept()

  await pictureIn(booth.page, 0)
  await pictureIn(officer.page, 0)
  expect((await markIn(booth.test('officer')))?.who).toBe('desk')

  await officer.fillIn({ 备案类型: '异地安置退休人员', 就医地: '演示省演示市', 开始日期: '2026-12-01', 本人承诺: true })
  await expect(booth.test('form-destination')).toContainText('演示省演示市')
  await officer.capture('居民身份证')
  await officer.capture('居住证或异地工作、居住的证明')
  await officer.askForSignature()
  await booth.sign()
  await officer.signatureArrived()
  const number = await officer.caseNumber()
  await officer.decide('受理')
  await officer.end()
  await booth.rate(5)
  await expect(booth.test('case-number')).toContainText(number)

  await clerkBrowser.context().clearCookies()
  const community = new Desk(clerkBrowser, company.origin, 'community01')
  await community.open()
  await community.openFromWorklist(number)
  await community.decide('退回补正', '居住证的有效期看不清')
  await community.openFromWorklist(number)
  await community.decide('重新提交')
  await community.openFromWorklist(number)
  await community.decide('审核通过')

  await clerkBrowser.context().clearCookies()
  const street = new Desk(clerkBrowser, company.origin, 'street1')
  await street.open()
  await street.openFromWorklist(number)
  await street.decide('办结')
  await expect(street.page.getByText('已办结').first()).toBeVisible()
})
