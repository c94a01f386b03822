import { describe, expect, it } from 'vitest'
import { grouped, type Item } from './catalogue'

const item = (code: string, group: string, name: string) =>
  ({ code, group, name, nameEn: name, summary: '', summaryEn: '' }) as unknown as Item
const items = [item('a', 'one', '甲'), item('b', 'two', '乙'), item('c', 'gone', '丙'), item('d', 'one', '丁')]
const groups = [
  { id: 'two', name: '二', nameEn: 'Two' },
  { id: 'one', name: '一', nameEn: 'One' }
]
const codes = (words = '') => grouped(items, groups, words).map((it) => it.items.map((one) => one.code))

describe('the catalogue', () => {
  it('follows the order of its groups and loses no item', () => {
    expect(codes()).toEqual([['b'], ['a', 'd'], ['c']])
  })

  it('leaves out groups in which nothing fits the words', () => {
    expect(codes('丁')).toEqual([['d']])
    expect(codes('戊')).toEqual([])
  })
})
