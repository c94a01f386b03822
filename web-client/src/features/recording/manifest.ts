// What the media bridge says about a recording, and what the player makes of it.

import type { LineStretch } from './lines'

export type SourceKind = 'microphone' | 'camera' | 'document' | 'screen'

export interface Gap {
  readonly startMs: number
  readonly endMs: number
  readonly reason: 'lost' | 'silent'
}

/** One file: a source from its begin to its end in the room, a pause, or the end of a part. */
export interface ManifestSource {
  readonly n: number
  readonly member: string
  /** Role word of the member: `booth`, `officer`, `clerk`. */
  readonly label: string
  readonly kind: SourceKind
  readonly codec: string
  readonly startMs: number
  readonly durationMs: number
  readonly bytes: number
  /** In the file's own time. */
  readonly gaps: readonly Gap[]
  /** When it is played, where another copy of the recording is played at other times; absent: from its begin to its end. */
  readonly spans?: readonly Span[]
}

/** A stretch of the recording's clock; its end is not part of it. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** A stretch in which one source is played. */
export interface Take extends Span {
  readonly source: number
}

export interface Manifest {
  readonly recording: string
  readonly consultation: string
  readonly caseId: string | null
  readonly scope: string
  /** Second 0 of the recording's clock. */
  readonly startedAt: string
  readonly durationMs: number
  readonly state: 'writing' | 'sealed' | 'interrupted'
  readonly interrupted: boolean
  readonly parts: readonly { readonly n: number; readonly startMs: number; readonly endMs: number | null }[]
  readonly pauses: readonly Pause[]
  /** How each member's line fared; older recordings do not know. */
  readonly quality?: readonly LineStretch[]
  readonly failure: { readonly reason: string; readonly atMs: number } | null
  readonly sources: readonly ManifestSource[]
  readonly chainHead: string
  readonly seal: { readonly algorithm: string; readonly keyId: string; readonly signature: string } | null
}

/** Nothing was recorded on purpose. */
export interface Pause {
  readonly startMs: number
  readonly endMs: number | null
  /** The member who paused the recording; absent when the whole meeting was on hold. */
  readonly by?: string
  readonly reason?: string
}

/** The pause that a moment lies in. */
export function pauseAt(manifest: Pick<Manifest, 'pauses'>, positionMs: number): Pause | undefined {
  return manifest.pauses.find((it) => positionMs >= it.startMs && (it.endMs === null || positionMs < it.endMs))
}

export interface Playback {
  readonly playback: string
  readonly manifest: Manifest
  /** What is played when, of a recording that two bridges made; empty: every source from its begin to its end. */
  readonly takes: readonly Take[]
}

/** The sources that are played, each with its times. */
export function playedSources({ manifest, takes }: Pick<Playback, 'manifest' | 'takes'>): readonly ManifestSource[] {
  if (takes.length === 0) return manifest.sources
  return manifest.sources
    .map((source) => ({ ...source, spans: takes.filter((take) => take.source === source.n) }))
    .filter(({ spans }) => spans.length > 0)
}

/** When a source is played. */
export function spansOf(source: Pick<ManifestSource, 'startMs' | 'durationMs' | 'spans'>): readonly Span[] {
  return source.spans ?? [{ fromMs: source.startMs, toMs: source.startMs + source.durationMs }]
}

export function isIn(span: Span, positionMs: number): boolean {
  return positionMs >= span.fromMs && positionMs < span.toMs
}

/** Where a moment, or how wide a time, lies on the recording's time line: a CSS length. */
export function placed({ durationMs }: Pick<Manifest, 'durationMs'>, ms: number): string {
  return `${((ms / Math.max(1, durationMs)) * 100).toFixed(3)}%`
}

/** One look at a recording, as the register keeps it. */
export interface Look {
  readonly playback: string
  readonly subject: string
  readonly name: string
  readonly station: string
  readonly reason: string
  readonly at: string
  /** When it took the whole recording along as one film. */
  readonly exportedAt: string | null
}

/** Where the film of a recording stands. */
export interface Film {
  readonly state: 'waiting' | 'making' | 'ready' | 'failed'
  readonly doneMs: number
  readonly totalMs: number
  readonly bytes: number | null
  /** Numbers of the sources of which nothing could be decoded. */
  readonly missing: readonly number[]
  /** Code of the problem, when it failed. */
  readonly problem: string | null
  readonly expiresAt: string | null
}

/** How much of a film is made, in whole per cent; 100 is for one that is there. */
export function filmPercent(film: Pick<Film, 'state' | 'doneMs' | 'totalMs'>): number {
  if (film.state === 'ready') return 100
  if (film.state !== 'making' || film.totalMs <= 0) return 0
  return Math.min(99, Math.floor((100 * film.doneMs) / film.totalMs))
}

/** What one device of one member sent over the whole meeting, in as many files as it took. */
export interface Lane {
  readonly key: string
  readonly label: string
  readonly kind: SourceKind
  readonly segments: readonly ManifestSource[]
}

const LABELS = ['booth', 'officer', 'clerk']
const KINDS: readonly SourceKind[] = ['camera', 'document', 'screen', 'microphone']

/** The resident first, pictures before sound: the order in which people look for them. */
export function lanesOf(sources: readonly ManifestSource[]): Lane[] {
  const lanes = new Map<string, ManifestSource[]>()
  for (const source of sources) {
    const key = `${source.member}/${source.kind}`
    lanes.set(key, [...(lanes.get(key) ?? []), source])
  }
  const rank = (label: string) => (LABELS.includes(label) ? LABELS.indexOf(label) : LABELS.length)
  return [...lanes.entries()]
    .flatMap(([key, segments]) => {
      const [first] = segments
      return first
        ? [{ key, label: first.label, kind: first.kind, segments: segments.toSorted((a, b) => a.startMs - b.startMs) }]
        : []
    })
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || rank(a.label) - rank(b.label))
}

/** A file is opened a little before its time and kept a little after it. */
const OPEN_BEFORE_MS = 8_000
const KEEP_AFTER_MS = 2_000

/** The files that may be needed soon; a browser opens only a few connections at a time. */
export function openedAt(lane: Lane, positionMs: number): ManifestSource[] {
  const { segments } = lane
  if (segments.length === 1) return [...segments]
  return segments.filter((it) =>
    spansOf(it).some(({ fromMs, toMs }) => positionMs >= fromMs - OPEN_BEFORE_MS && positionMs <= toMs + KEEP_AFTER_MS)
  )
}

/** The file of a lane that shows something at this moment. */
export function segmentAt(lane: Lane, positionMs: number): ManifestSource | undefined {
  return lane.segments.find((it) => spansOf(it).some((span) => isIn(span, positionMs)))
}

export interface TimelineEvent {
  seq: number
  kind: string
  data: Record<string, unknown>
  at: string
}

export interface Marker {
  seq: number
  kind: string
  data: Record<string, unknown>
  at: string
  /** Where it lies on the recording; undefined when it happened before or after it. */
  positionMs: number | undefined
}

/** An event this little before the recording's first second still belongs to its beginning. */
const BEFORE_START_MS = 2_000
const AFTER_END_MS = 2_000

export function markersOf(
  events: readonly TimelineEvent[],
  manifest: Pick<Manifest, 'startedAt' | 'durationMs'> | undefined
): Marker[] {
  const place = (at: string) => manifest && within(Date.parse(at) - Date.parse(manifest.startedAt), manifest.durationMs)
  return events.toSorted((a, b) => a.seq - b.seq).map((event) => ({ ...event, positionMs: place(event.at) }))
}

function within(offsetMs: number, durationMs: number): number | undefined {
  if (offsetMs < -BEFORE_START_MS || offsetMs > durationMs + AFTER_END_MS) return undefined
  return Math.min(Math.max(offsetMs, 0), durationMs)
}

/** The last event at or before a position, to mark where the player is. */
export function currentMarker(markers: readonly Marker[], positionMs: number): Marker | undefined {
  return markers.filter((it) => it.positionMs !== undefined && it.positionMs <= positionMs + 1).at(-1)
}

export type SealState = 'writing' | 'sealed' | 'interrupted' | 'unsealed'

export function sealState(manifest: Manifest): SealState {
  if (manifest.state === 'writing') return 'writing'
  if (manifest.state === 'interrupted' || manifest.interrupted) return 'interrupted'
  return manifest.seal ? 'sealed' : 'unsealed'
}

/** 75 000 → 01:15; hours only when there are any. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(Math.max(ms, 0) / 1000)
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60]
  if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600))
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** The picture that opens large: the resident, else the first picture there is. */
export function mainPicture(lanes: readonly Lane[]): Lane | undefined {
  return lanes.find((it) => it.kind !== 'microphone')
}
