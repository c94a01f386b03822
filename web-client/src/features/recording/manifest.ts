// What the media bridge says about a recording, and what the player makes of it.

export interface ManifestSource {
  n: number
  member: string
  /** Role word of the member: `booth`, `officer`, `clerk`. */
  label: string
  kind: 'microphone' | 'camera' | 'document' | 'screen'
  codec: string
  file: string
  startMs: number
  durationMs: number
  bytes: number
  gaps: { startMs: number; durationMs: number }[]
}

export interface Manifest {
  recording: string
  consultation: string
  caseId: string | null
  scope: string
  startedAt: string
  durationMs: number
  state: 'writing' | 'sealed' | 'interrupted'
  interrupted?: boolean
  parts?: unknown
  sources: ManifestSource[]
  chainHead: string | null
  seal: { algorithm: string; keyId: string; signature: string } | null
}

export interface Playback {
  playback: string
  manifest: Manifest
}

/** One look at a recording, as the register keeps it. */
export interface Look {
  at: string
  name?: string
  subject?: string
  station?: string
  reason: string
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
export function currentMarker(markers: Marker[], positionMs: number): Marker | undefined {
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
export function mainPicture(sources: ManifestSource[]): ManifestSource | undefined {
  const pictures = sources.filter((it) => it.kind !== 'microphone')
  return pictures.find((it) => it.label === 'booth' && it.kind === 'camera') ?? pictures[0]
}
