import { describe, expect, it } from 'vitest'
import { setLocale } from '@/i18n'
import { badStretches, faultsOf, knowsLines, lengthOf, lineLanes, type LineStretch } from './lines'
import { lineWord } from './texts'

const way = (permille = 0, worstPermille = permille, jitterMs = 5) => ({
  lostPermille: permille,
  worstPermille,
  jitterMs,
  kbps: 900
})
const stretch = (change: Partial<LineStretch> = {}): LineStretch => ({
  startMs: 0,
  endMs: 10_000,
  member: 'm1',
  label: 'booth',
  grade: 'poor',
  up: way(),
  down: way(),
  roundTripMs: 30,
  stops: 0,
  stoppedMs: 0,
  ...change
})

describe('lines of a recording', () => {
  it('knows nothing of an older recording', () => {
    expect(knowsLines({})).toBe(false)
    expect(badStretches({})).toEqual([])
    expect(knowsLines({ quality: [stretch({ grade: 'good' })] })).toBe(true)
  })

  it('shows the lines that were not good, each member apart, in the order of time', () => {
    const quality = [
      stretch({ startMs: 30_000, endMs: 50_000 }),
      stretch({ startMs: 10_000, endMs: 20_000, grade: 'fair' }),
      stretch({ startMs: 0, endMs: 60_000, member: 'm2', label: 'officer', grade: 'good' })
    ]
    const lanes = lineLanes({ quality })
    expect(lanes.map((it) => it.label)).toEqual(['booth'])
    expect(lanes[0]?.stretches.map((it) => it.grade)).toEqual(['fair', 'poor'])
    expect(lanes[0] && lengthOf(lanes[0], 'poor')).toBe(20_000)
  })

  it('says what was wrong and nothing that was in order', () => {
    expect(faultsOf(stretch())).toEqual([])
    expect(faultsOf(stretch({ up: way(87, 124, 12), down: way(3, 19), roundTripMs: 480 }))).toEqual([
      { kind: 'lost-up', percent: 8.7, worst: 12.4 },
      { kind: 'late', ms: 480 }
    ])
    expect(faultsOf(stretch({ down: way(0, 0, 110), stops: 3, stoppedMs: 2_140, roundTripMs: null }))).toEqual([
      { kind: 'uneven', ms: 110 },
      { kind: 'stopped', times: 3, seconds: 2.1 }
    ])
  })

  it('says it in both languages', () => {
    const it = stretch({ up: way(87, 124), stops: 2, stoppedMs: 1_000 })
    setLocale('zh-CN')
    expect(lineWord(it)).toBe('发出的丢失 8.7%（最差时 12.4%），画面停顿 2 次，共 1 秒')
    setLocale('en')
    expect(lineWord(it)).toBe('8.7% lost on the way from here (12.4% at worst), pictures stopped 2 times, 1 s in all')
    setLocale('zh-CN')
  })
})
