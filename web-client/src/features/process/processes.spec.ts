import { describe, expect, it } from 'vitest'
import { byProcess, type Process, processOf } from './processes'

const process = (id: string, version: number, ...steps: string[]): Process => ({
  id,
  version,
  name: id,
  nameEn: id,
  channels: ['booth'],
  limit: null,
  steps: steps.map((step) => ({ id: step, level: 'street', name: step, nameEn: step })),
  diagram: ''
})
const all = [
  process('short', 1, 'accept', 'completion'),
  process('care', 1, 'accept', 'review', 'correction'),
  process('care', 2, 'accept', 'review', 'correction'),
  process('plain', 1, 'accept', 'review', 'correction'),
  process('twin', 1, 'accept', 'vote'),
  process('other-twin', 1, 'accept', 'vote')
]
const item = (name: string, ...steps: string[]) => ({ name, steps: process('', 0, ...steps).steps })
const items = ['care', 'visit'].map((name) => ({ name }))
const found = (name: string, ...steps: string[]) => processOf(all, item(name, ...steps), items)

describe('processes', () => {
  it('are found by the steps of an item, in their newest version', () => {
    expect(found('visit', 'accept', 'completion')).toMatchObject({ id: 'short' })
    expect(found('care', 'accept', 'review')).toMatchObject({ id: 'care', version: 2 })
  })

  it('that are called like another item are that one’s', () => {
    expect(found('visit', 'accept', 'review')).toMatchObject({ id: 'plain' })
  })

  it('that cannot be told apart are not shown as if they could', () => {
    expect(found('visit', 'accept', 'vote')).toBeUndefined()
    expect(found('visit')).toBeUndefined()
    expect(processOf(all, undefined, items)).toBeUndefined()
  })

  it('stand together with their older versions, the newest first', () => {
    expect(byProcess(all).map((it) => it.map((one) => `${one.id} ${one.version}`))).toEqual([
      ['short 1'],
      ['care 2', 'care 1'],
      ['plain 1'],
      ['twin 1'],
      ['other-twin 1']
    ])
  })
})
