import { describe, expect, it } from 'vitest'
import { byProcess, type Process } from './processes'

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

describe('processes', () => {
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
