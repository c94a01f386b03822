import { describe, expect, it } from 'vitest'
import {
  clockTime,
  currentMarker,
  mainPicture,
  markersOf,
  sealState,
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
  sources: [],
  chainHead: 'aa',
  seal: { algorithm: 'Ed25519', keyId: 'k', signature: 's' },
  ...change
})
const event = (seq: number, kind: string, at: string) => ({ seq, kind, at, data: {} })
const source = (n: number, label: string, kind: ManifestSource['kind']): ManifestSource => ({
  n,
  label,
  kind,
  member: 'm',
  codec: 'vp8',
  file: '',
  startMs: 0,
  durationMs: 1,
  bytes: 1,
  gaps: []
})

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

  it('opens with the resident large', () => {
    const sources = [source(0, 'officer', 'camera'), source(1, 'booth', 'microphone'), source(2, 'booth', 'camera')]
    expect(mainPicture(sources)?.n).toBe(2)
    expect(mainPicture([source(1, 'booth', 'microphone')])).toBeUndefined()
  })
})
