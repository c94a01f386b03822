import { describe, expect, it } from 'vitest'
import { differing, entriesOf, placeOf } from './changes'

const item = {
  materials: [{ code: 'residence-proof', name: '居住证', nameEn: 'Residence permit' }],
  form: { properties: { destination: { title: '就医地', titleEn: 'Place of care' } } }
} as unknown as Parameters<typeof placeOf>[1]
const zh = (word: string) => word
const en = (_: string, word: string | null | undefined) => word ?? ''

describe('a change', () => {
  it.each([
    ['limit', 'limit', '', ''],
    ['guide.time.text', 'guide', 'time', 'text'],
    ['guide.steps[2].text', 'guide', 'steps 3', 'text'],
    ['materials[residence-proof].required', 'materials', '居住证', 'required'],
    ['materials[bank-card]', 'materials', 'bank-card', ''],
    ['form.properties.destination.maxLength', 'form', '就医地', 'maxLength'],
    ['form.required', 'form', '', 'required']
  ])('at %s lies in an entry of the file', (path, entry, of, property) => {
    expect(placeOf(path, item, zh)).toEqual({ entry, of, property })
  })

  it('is named in the language of the page, and by its code when nobody knows the item yet', () => {
    expect(placeOf('materials[residence-proof].required', item, en).of).toBe('Residence permit')
    expect(placeOf('materials[residence-proof].required', undefined, en).of).toBe('residence-proof')
  })

  it('shows a whole paper entry by entry', () => {
    expect(entriesOf('{code: bank-card, name: 银行卡, required: true}')).toEqual([
      ['code', 'bank-card'],
      ['name', '银行卡'],
      ['required', 'true']
    ])
    expect(entriesOf('{code: a, exemptBy: [archive]}')).toEqual([])
    expect(entriesOf('80')).toEqual([])
  })

  it('shows what differs within a text', () => {
    expect(differing('居住、工作或转诊', '居住、工作、上学或转诊')).toEqual({
      head: '居住、工作',
      gone: '',
      come: '、上学',
      tail: '或转诊'
    })
    expect(differing('两两', '两两两')).toEqual({ head: '两两', gone: '', come: '两', tail: '' })
  })

  it('marks numbers, times and words whole', () => {
    expect(differing('工作日 9:00–17:00 开放', '工作日 9:00–17:30 开放')).toEqual({
      head: '工作日 9:00–',
      gone: '17:00',
      come: '17:30',
      tail: ' 开放'
    })
    expect(differing('60', '80')).toEqual({ head: '', gone: '60', come: '80', tail: '' })
    expect(differing('same', 'same')).toEqual({ head: 'same', gone: '', come: '', tail: '' })
  })
})
