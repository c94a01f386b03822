import { describe, expect, it } from 'vitest'
import {
  clockTime,
  currentMarker,
  filmPercent,
  lanesOf,
  mainPicture,
  markersOf,
  openedAt,
  pauseAt,
  playedSources,
  sealState,
  segmentAt,
  spansOf,
  type Manifest,
  type ManifestSource
} from './manifest'

const manifest = (change: Partial<Manifest> = {}): Manifest => ({
  recording: 'r',
  consultation: 'c',
  caseId: null,
  scope: 'd01.s01',
  startedAt: '2026-03-02T09:00:00Z',
  durationMs: 60_000,
  state: 'sealed',
  interrupted: false,
  parts: [],
  pauses: [],
  failure: null,
  sources: [],
  chainHead: 'aa',
  seal: { algorithm: 'Ed25519', keyId: 'k', signature: 's' },
  ...change
})
const event = (seq: number, kind: string, at: string) => ({ seq, kind, at, data: {} })
const source = (
  n: number,
  label: string,
  kind: ManifestSource['kind'],
  startMs = 0,
  durationMs = 1_000
): ManifestSource => ({ n, label, kind, member: label, codec: 'vp8', startMs, durationMs, bytes: 1, gaps: [] })

describe('recording manifest', () => {
  it('places events on the recording by their time, in their order', () => {
    const markers = markersOf(
      [
        event(3, 'case-decided', '2026-03-02T09:00:30.250Z'),
        event(1, 'offered', '2026-03-02T08:59:20Z'),
        event(2, 'started', '2026-03-02T08:59:59.400Z'),
        event(4, 'rated', '2026-03-02T09:05:00Z')
      ],
      manifest()
    )
    expect(markers.map((it) => [it.kind, it.positionMs])).toEqual([
      ['offered', undefined],
      ['started', 0],
      ['case-decided', 30_250],
      ['rated', undefined]
    ])
    expect(currentMarker(markers, 30_250)?.kind).toBe('case-decided')
    expect(currentMarker(markers, 29_000)?.kind).toBe('started')
  })

  it('has a time line without a recording, with nothing to play', () => {
    expect(markersOf([event(1, 'started', '2026-03-02T09:00:00Z')], undefined)[0]?.positionMs).toBeUndefined()
  })

  it('says how far a seal can be trusted', () => {
    expect(sealState(manifest())).toBe('sealed')
    expect(sealState(manifest({ seal: null }))).toBe('unsealed')
    expect(sealState(manifest({ state: 'writing', seal: null }))).toBe('writing')
    expect(sealState(manifest({ interrupted: true }))).toBe('interrupted')
    expect(sealState(manifest({ state: 'interrupted' }))).toBe('interrupted')
  })

  it('writes times as people read them', () => {
    expect(clockTime(75_900)).toBe('01:15')
    expect(clockTime(3_600_000 + 61_000)).toBe('01:01:01')
    expect(clockTime(-5)).toBe('00:00')
  })

  it('puts the files of one device on one lane, the resident first and pictures before sound', () => {
    const lanes = lanesOf([
      source(1, 'officer', 'camera'),
      source(2, 'booth', 'microphone'),
      source(3, 'booth', 'camera', 30_000),
      source(4, 'booth', 'camera', 0, 20_000),
      source(5, 'booth', 'document')
    ])
    expect(lanes.map((it) => [it.key, it.segments.map(({ n }) => n)])).toEqual([
      ['booth/camera', [4, 3]],
      ['officer/camera', [1]],
      ['booth/document', [5]],
      ['booth/microphone', [2]]
    ])
    expect(mainPicture(lanes)?.key).toBe('booth/camera')
    expect(mainPicture(lanesOf([source(1, 'booth', 'microphone')]))).toBeUndefined()
  })

  it('opens a file of a broken lane shortly before its time, and shows it in its time only', () => {
    const [lane] = lanesOf([source(1, 'booth', 'camera', 0, 20_000), source(2, 'booth', 'camera', 60_000, 20_000)])
    const opened = (at: number) => lane && openedAt(lane, at).map(({ n }) => n)
    expect(opened(10_000)).toEqual([1])
    expect(opened(40_000)).toEqual([])
    expect(opened(55_000)).toEqual([2])
    expect(lane && segmentAt(lane, 55_000)).toBeUndefined()
    expect(lane && segmentAt(lane, 60_000)?.n).toBe(2)
  })

  it('says a film is whole only when it is there', () => {
    expect(filmPercent({ state: 'waiting', doneMs: 0, totalMs: 60_000 })).toBe(0)
    expect(filmPercent({ state: 'making', doneMs: 30_900, totalMs: 60_000 })).toBe(51)
    expect(filmPercent({ state: 'making', doneMs: 60_000, totalMs: 60_000 })).toBe(99)
    expect(filmPercent({ state: 'making', doneMs: 0, totalMs: 0 })).toBe(0)
    expect(filmPercent({ state: 'ready', doneMs: 60_000, totalMs: 60_000 })).toBe(100)
  })

  it('knows in which pause a moment lies', () => {
    const pauses = [
      { startMs: 2_000, endMs: 5_000, by: 'desk', reason: 'private' },
      { startMs: 50_000, endMs: null }
    ]
    expect(pauseAt(manifest({ pauses }), 1_999)).toBeUndefined()
    expect(pauseAt(manifest({ pauses }), 2_000)?.reason).toBe('private')
    expect(pauseAt(manifest({ pauses }), 5_000)).toBeUndefined()
    expect(pauseAt(manifest({ pauses }), 59_000)?.endMs).toBeNull()
  })
})

describe('a recording of two bridges', () => {
  const first = source(1, 'booth', 'camera', 0, 20_000)
  const goesOn = source(2, 'booth', 'camera', 23_000, 17_000)
  const second = source(100_001, 'booth', 'camera', 1_000, 39_000)
  const made = manifest({ sources: [first, goesOn, second] })
  const played = playedSources({
    manifest: made,
    takes: [
      { source: 1, fromMs: 0, toMs: 20_000 },
      { source: 100_001, fromMs: 20_000, toMs: 40_000 }
    ]
  })

  it('shows one file at a time, without the hole of the first', () => {
    const [lane] = lanesOf(played)
    if (lane === undefined) throw new Error('no lane')
    expect(lane.segments.map(({ n }) => n)).toEqual([1, 100_001])
    expect([0, 19_999, 20_000, 21_500, 39_999, 40_000].map((at) => segmentAt(lane, at)?.n)).toEqual([
      1,
      1,
      100_001,
      100_001,
      100_001,
      undefined
    ])
    expect(openedAt(lane, 5_000).map(({ n }) => n)).toEqual([1])
    expect(openedAt(lane, 13_000).map(({ n }) => n)).toEqual([1, 100_001])
  })

  it('plays every source whole where there is one copy only', () => {
    expect(playedSources({ manifest: made, takes: [] })).toBe(made.sources)
    expect(spansOf(goesOn)).toEqual([{ fromMs: 23_000, toMs: 40_000 }])
  })
})
