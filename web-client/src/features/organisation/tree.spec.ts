import { describe, expect, it } from 'vitest'
import type { Station } from './api'
import { ancestors, childPath, visibleRows } from './tree'

const station = (path: string, name = path): Station => ({ path, kind: 'street', name, nameEn: name })
const all = ['d01', 'd01.s01', 'd01.s01.c01', 'd01.s01.c02', 'd01.s02'].map((it) => station(it))
const paths = (open: string[], words = '') => visibleRows(all, new Set(open), words).map((it) => it.path)

describe('the tree of stations', () => {
  it('shows what is unfolded, and what lies below only there', () => {
    expect(paths(['d01'])).toEqual(['d01', 'd01.s01', 'd01.s02'])
    expect(paths(['d01', 'd01.s01'])).toContain('d01.s01.c02')
    expect(paths([])).toEqual(['d01'])
  })

  it('with words shows what they fit and the way there', () => {
    expect(paths([], 'c02')).toEqual(['d01', 'd01.s01', 'd01.s01.c02'])
    expect(paths([], 'nowhere')).toEqual([])
  })

  it('counts what lies directly below, from whatever level one begins', () => {
    expect(visibleRows(all.slice(1), new Set(), '').map((it) => [it.path, it.depth, it.children])).toEqual([
      ['d01.s01', 0, 2],
      ['d01.s02', 0, 0]
    ])
  })

  it('finds the first free path below a station', () => {
    expect(childPath('d01.s01', all)).toBe('d01.s01.c03')
    expect(childPath('d01.s02', all)).toBe('d01.s02.c01')
    expect(ancestors('d01.s01.c01')).toEqual(['d01', 'd01.s01'])
  })
})
