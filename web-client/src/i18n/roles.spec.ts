import { describe, expect, it } from 'vitest'
import { roleWord } from './roles'

describe('roles', () => {
  const word = (role: string) => ({ clerk: '街道' })[role]

  it.each([
    ['clerk', '街道'],
    ['clerk-2', '街道 2'],
    ['clerk-12', '街道 12'],
    ['clerk-', 'clerk-'],
    ['judge', 'judge'],
    ['judge-2', 'judge-2']
  ])('%s is %s', (label, expected) => {
    expect(roleWord(label, word)).toBe(expected)
  })
})
