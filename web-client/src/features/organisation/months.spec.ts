import { describe, expect, it } from 'vitest'
import { monthsOf } from './months'

describe('a calendar', () => {
  it('begins its weeks on Monday and names the days that are otherwise than their weekday', () => {
    // 2026-10-01 is a Thursday and a holiday; 10 October, a Saturday, is worked for it.
    const [october] = monthsOf([
      { day: '2026-10-01', workday: false },
      { day: '2026-10-03', workday: false },
      { day: '2026-10-09', workday: true },
      { day: '2026-10-10', workday: true }
    ])
    expect(october).toMatchObject({ month: 10, blank: 3 })
    expect(october?.days.map((it) => it.unusual)).toEqual([true, false, false, true])
  })

  it('keeps months apart', () => {
    const months = monthsOf([
      { day: '2026-01-31', workday: false },
      { day: '2026-02-01', workday: false }
    ])
    expect(months.map((it) => [it.month, it.blank])).toEqual([
      [1, 5],
      [2, 6]
    ])
  })
})
