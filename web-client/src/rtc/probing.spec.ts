import { describe, expect, it } from 'vitest'
import { probeIsDue } from './probing'

const WANTED = 2_500_000

describe('a new measure of the line', () => {
  it('is asked for soon after the meeting began, when the first one came out low', () => {
    expect(probeIsDue({ liveSince: 0, probedAt: null }, 1_499, 300_000, WANTED)).toBe(false)
    expect(probeIsDue({ liveSince: 0, probedAt: null }, 1_500, 300_000, WANTED)).toBe(true)
  })

  it('is asked for three times, then only now and then', () => {
    const asked: number[] = []
    let probedAt: number | null = null
    for (let now = 0; now < 60_000; now += 500) {
      if (probeIsDue({ liveSince: 0, probedAt }, now, 300_000, WANTED)) {
        asked.push(now)
        probedAt = now
      }
    }
    expect(asked).toEqual([1_500, 3_500, 7_000, 27_000, 47_000])
  })

  it('is not asked for while the line carries enough, nor while no picture is sent', () => {
    expect(probeIsDue({ liveSince: 0, probedAt: null }, 9_000, 2_000_000, WANTED)).toBe(false)
    expect(probeIsDue({ liveSince: 0, probedAt: null }, 9_000, 300_000, 0)).toBe(false)
  })
})
