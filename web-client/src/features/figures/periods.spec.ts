import { describe, expect, it } from 'vitest'
import { change, filled, spanOf } from './periods'

const TODAY = '2026-11-22'

describe('a period', () => {
  it.each([
    ['recent', 0, '2026-10-24', '2026-11-22'],
    ['month', 0, '2026-11-01', '2026-11-22'],
    ['month', -1, '2026-10-01', '2026-10-31'],
    ['month', -11, '2025-12-01', '2025-12-31'],
    ['quarter', 0, '2026-10-01', '2026-11-22'],
    ['quarter', -3, '2026-01-01', '2026-03-31'],
    ['year', -1, '2025-01-01', '2025-12-31'],
    ['year', 0, '2026-01-01', '2026-11-22']
  ] as const)('%s %i goes from %s until %s', (period, offset, from, until) => {
    expect(spanOf(period, offset, TODAY)).toEqual({ from, until })
  })

  it('ends a leap February on its last day', () => {
    expect(spanOf('month', -1, '2028-03-15').until).toBe('2028-02-29')
  })
})

describe('figures', () => {
  it('are compared with the period before, when that had any', () => {
    expect(change(12, 10)).toBe(20)
    expect(change(5, 10)).toBe(-50)
    expect(change(5, 0)).toBeUndefined()
    expect(change(5, undefined)).toBeUndefined()
  })

  it('have no holes where nothing happened', () => {
    const span = { from: '2026-02-27', until: '2026-03-01' }
    expect(filled([{ day: '2026-02-28', opened: 3 }], span, { opened: 0 })).toEqual([
      { day: '2026-02-27', opened: 0 },
      { day: '2026-02-28', opened: 3 },
      { day: '2026-03-01', opened: 0 }
    ])
  })
})
