import { describe, expect, it } from 'vitest'
import { nextAfter } from './nextCase'

describe('the next case', () => {
  it('is the one below, also when the decided one has left the list', () => {
    expect(nextAfter('b', ['a', 'b', 'c'], ['a', 'c'], 1)).toBe('c')
  })

  it('skips what somebody else took meanwhile', () => {
    expect(nextAfter('a', ['a', 'b', 'c'], ['c'], 1)).toBe('c')
  })

  it('is the first again after the last, and what has come since', () => {
    expect(nextAfter('c', ['a', 'b', 'c'], ['a', 'b'], 1)).toBe('a')
    expect(nextAfter('a', ['a'], ['new'], 1)).toBe('new')
  })

  it('goes back as well, and stops at the first', () => {
    expect(nextAfter('c', ['a', 'b', 'c'], ['a', 'b', 'c'], -1)).toBe('b')
    expect(nextAfter('a', ['a', 'b'], ['a', 'b'], -1)).toBeUndefined()
  })

  it('is none when nothing else waits', () => {
    expect(nextAfter('a', ['a'], [], 1)).toBeUndefined()
    expect(nextAfter('a', ['a'], ['a'], 1)).toBeUndefined()
  })
})
