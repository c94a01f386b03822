// How each member's line fared, as the recording's manifest keeps it.

/** One direction of a line. */
export interface LineWay {
  /** Packets of a thousand that did not come the first time, over the whole stretch. */
  readonly lostPermille: number
  /** In the worst five seconds. */
  readonly worstPermille: number
  readonly jitterMs: number
  readonly kbps: number
}

/** A stretch in which a member's line was about the same; where there is none, the member was not there. */
export interface LineStretch {
  readonly startMs: number
  readonly endMs: number
  readonly member: string
  /** Role word of the member. */
  readonly label: string
  readonly grade: 'good' | 'fair' | 'poor'
  /** From the member. */
  readonly up: LineWay
  /** To the member. */
  readonly down: LineWay
  readonly roundTripMs: number | null
  /** How often a picture stood still that the member was shown, and for how long. */
  readonly stops: number
  readonly stoppedMs: number
  /** How many pictures at most the member was shown small, for want of room on the line. */
  readonly small?: number | null
}

/** One member's line over the whole recording. */
export interface LineLane {
  readonly member: string
  readonly label: string
  readonly stretches: readonly LineStretch[]
}

/** What of a manifest says so; older ones have nothing of it. */
interface WithLines {
  readonly quality?: readonly LineStretch[]
}

/** Whether the recording knows how lines fared: older ones do not. */
export const knowsLines = (manifest: WithLines) => (manifest.quality ?? []).length > 0

/** Where a line was not good, in the order of time. */
export const badStretches = (manifest: WithLines): LineStretch[] =>
  (manifest.quality ?? []).filter((it) => it.grade !== 'good').toSorted((a, b) => a.startMs - b.startMs)

/** The lines that were not good all the time. */
export function lineLanes(manifest: WithLines): LineLane[] {
  const lanes = new Map<string, LineStretch[]>()
  for (const it of badStretches(manifest)) lanes.set(it.member, [...(lanes.get(it.member) ?? []), it])
  return [...lanes.entries()].map(([member, stretches]) => ({ member, label: stretches[0]?.label ?? '', stretches }))
}

/** How long a line was like this. */
export const lengthOf = (lane: LineLane, grade: LineStretch['grade']) =>
  lane.stretches.reduce((ms, it) => ms + (it.grade === grade ? it.endMs - it.startMs : 0), 0)

/** What was wrong with a line, worst first named as people ask for it; nothing that was in order. */
export type LineFault =
  | { readonly kind: 'lost-up' | 'lost-down'; readonly percent: number; readonly worst: number }
  | { readonly kind: 'late' | 'uneven'; readonly ms: number }
  | { readonly kind: 'stopped'; readonly times: number; readonly seconds: number }

/** From here on a value alone makes a line fair; the same bounds as the media bridge's. */
const FAIR = { permille: 20, roundTripMs: 200, jitterMs: 50 } as const

export function faultsOf(it: LineStretch): LineFault[] {
  const percent = (permille: number) => Math.round(permille) / 10
  const lost = (kind: 'lost-up' | 'lost-down', way: LineWay): LineFault[] =>
    way.worstPermille < FAIR.permille
      ? []
      : [{ kind, percent: percent(way.lostPermille), worst: percent(way.worstPermille) }]
  const jitter = Math.max(it.up.jitterMs, it.down.jitterMs)
  return [
    ...lost('lost-up', it.up),
    ...lost('lost-down', it.down),
    ...((it.roundTripMs ?? 0) < FAIR.roundTripMs ? [] : [{ kind: 'late' as const, ms: it.roundTripMs ?? 0 }]),
    ...(jitter < FAIR.jitterMs ? [] : [{ kind: 'uneven' as const, ms: jitter }]),
    ...(it.stops === 0
      ? []
      : [{ kind: 'stopped' as const, times: it.stops, seconds: Math.round(it.stoppedMs / 100) / 10 }])
  ]
}
