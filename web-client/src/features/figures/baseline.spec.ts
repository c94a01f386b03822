import { describe, expect, it } from 'vitest'
import { setLocale } from '@/i18n'
import { compared, faster, spoken, typedHours } from './baseline'
import { fasterWord, timeWord } from './texts'

const cycle = { cases: 9, medianHours: 40, p90Hours: 90 }
const steps = [
  { step: 'first-review', medianHours: 8 },
  { step: 'completion', medianHours: 20 }
]

describe('the present beside the baseline', () => {
  it('has the whole case first, then its steps, then what only the baseline knows', () => {
    const baseline = {
      cycleHours: 70,
      steps: [
        { step: 'completion', medianHours: 30 },
        { step: 'stamp', medianHours: 5 }
      ]
    }
    expect(compared(cycle, steps, baseline)).toEqual([
      { step: undefined, before: 70, now: 40 },
      { step: 'first-review', before: undefined, now: 8 },
      { step: 'completion', before: 30, now: 20 },
      { step: 'stamp', before: 5, now: undefined }
    ])
  })

  it('is there without a baseline, and without a case', () => {
    expect(compared(cycle, [], null)).toEqual([{ step: undefined, before: undefined, now: 40 }])
    expect(compared(null, [], { cycleHours: null, steps: [] })).toEqual([
      { step: undefined, before: undefined, now: undefined }
    ])
  })

  it.each([
    [70, 40, 43],
    [100, 20, 80],
    [10, 10, 0],
    [10, 25, -150],
    [100, 0.1, 99],
    [100, 0, 100],
    [0, 5, undefined],
    [undefined, 5, undefined],
    [5, undefined, undefined]
  ])('%s hours before and %s now are so much faster: %s', (before, now, share) => {
    expect(faster(before, now)).toBe(share)
  })

  it('says it in plain words of both languages', () => {
    setLocale('zh-CN')
    expect([43, 0, -12].map(fasterWord)).toEqual(['快了 43%', '一样快', '慢了 12%'])
    expect([0.4, 5.25, 60].map(timeWord)).toEqual(['24 分钟', '5.3 小时', '2.5 天'])
    setLocale('en')
    expect([43, 0, -12].map(fasterWord)).toEqual(['43% faster', 'as fast as before', '12% slower'])
    expect([0.4, 5.25, 60].map(timeWord)).toEqual(['24 min', '5.3 h', '2.5 days'])
    setLocale('zh-CN')
  })
})

describe('a length of time', () => {
  it.each([
    [0.01, 'moment', 1],
    [0.25, 'minutes', 15],
    [1, 'hours', 1],
    [47.96, 'hours', 48],
    [48, 'days', 2],
    [100, 'days', 4.2]
  ])('of %d hours is said in %s', (hours, unit, n) => {
    expect(spoken(hours)).toEqual({ unit, n })
  })

  it('may be typed in hours or days, or left out', () => {
    expect(typedHours(' 2.5 ', 'days')).toBe(60)
    expect(typedHours('8', 'hours')).toBe(8)
    expect(typedHours('', 'days')).toBeUndefined()
    expect(typedHours('zwei', 'days')).toBeNaN()
    expect(typedHours('-1', 'days')).toBeNaN()
  })
})
