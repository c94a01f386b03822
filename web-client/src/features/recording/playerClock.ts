import { isIn, type Span, spansOf } from './manifest'

/** The part of a media element that the player moves; a real `<video>` or `<audio>` is one. */
export interface Playable {
  currentTime: number
  playbackRate: number
  readonly paused: boolean
  readonly seeking: boolean
  readonly ended: boolean
  /** As HTMLMediaElement: 3 and above can go on playing. */
  readonly readyState: number
  play(): Promise<void>
  pause(): void
}

/** One recorded source on the common time line; all times in milliseconds. */
export interface Track {
  media: Playable
  startMs: number
  durationMs: number
  /** When it is played; absent: from its begin to its end. */
  spans?: readonly Span[]
}

export interface ClockView {
  positionMs: number
  playing: boolean
  /** The clock waits for a source that has not loaded yet. */
  waiting: boolean
  ended: boolean
}

/** Sources stay within this of the clock. */
export const MAX_DRIFT_MS = 40
/** Below this a source catches up by playing a little faster or slower; above it, it jumps. */
const JUMP_MS = 250
/** Drift is left alone below this, so that rates do not flutter. */
const REST_MS = 12
/** The most a source speeds up or slows down to catch up. */
const MAX_BEND = 0.12
/** A source that does not load stops the others at most this long; then they go on without it. */
const PATIENCE_MS = 4_000
const CAN_PLAY = 3
/** Sources need this long to settle after a jump before their time means something. */
const SETTLE_MS = 250

interface Following {
  track: Track
  jumpedAt: number
  bending: boolean
  stuckSince: number | undefined
}

/**
 * One master clock over several media elements. The clock is the truth; every source is led to it, so a source that starts late,
 * ends early or has a hole does not move the others. Call `tick` from an animation frame or a timer. Knows no Vue and no DOM.
 */
export class PlayerClock {
  private following: Following[] = []
  private anchorMs = 0
  private anchorAt: number
  private running = false
  private waitingNow = false
  private speed = 1

  constructor(
    readonly durationMs: number,
    private readonly now: () => number = () => performance.now()
  ) {
    this.anchorAt = now()
  }

  /** A source takes its place; files are opened only around their time. */
  add(track: Track): void {
    track.media.playbackRate = this.speed
    this.following.push({ track, jumpedAt: -Infinity, bending: false, stuckSince: undefined })
    this.align()
  }

  remove(media: Playable): void {
    this.following = this.following.filter((it) => it.track.media !== media)
  }

  view(): ClockView {
    const positionMs = this.position()
    return {
      positionMs,
      playing: this.running,
      waiting: this.running && this.waitingNow,
      ended: positionMs >= this.durationMs
    }
  }

  play(): void {
    if (this.running) return
    if (this.position() >= this.durationMs) this.anchor(0)
    this.running = true
    this.anchor(this.position())
    this.following.forEach((it) => (it.stuckSince = undefined))
    this.tick()
  }

  pause(): void {
    this.anchor(this.position())
    this.running = false
    this.waitingNow = false
    this.following.forEach((it) => it.track.media.pause())
    this.align()
  }

  /** Plays or shows from `toMs`; whether it plays stays as it was. */
  seek(toMs: number): void {
    this.anchor(Math.min(Math.max(toMs, 0), this.durationMs))
    this.following.forEach((it) => (it.stuckSince = undefined))
    this.align()
    if (this.running) this.tick()
  }

  setSpeed(speed: number): void {
    this.anchor(this.position())
    this.speed = speed
    this.following.forEach((it) => (it.track.media.playbackRate = speed))
  }

  /** Leads every source to the clock; true while it runs. */
  tick(): boolean {
    if (!this.running) return false
    const position = this.position()
    if (position >= this.durationMs) {
      this.pause()
      return false
    }
    this.holdOrGo(position)
    for (const it of this.following) this.lead(it, this.position())
    return this.running
  }

  /** How far each source that should play is from the clock, in milliseconds; undefined outside its time. */
  drifts(): (number | undefined)[] {
    const position = this.position()
    return this.following.map(({ track }) =>
      inside(track, position) ? Math.round(track.media.currentTime * 1000 - (position - track.startMs)) : undefined
    )
  }

  private position(): number {
    if (!this.running || this.waitingNow) return this.anchorMs
    return Math.min(this.anchorMs + (this.now() - this.anchorAt) * this.speed, this.durationMs)
  }

  private anchor(positionMs: number): void {
    this.anchorMs = positionMs
    this.anchorAt = this.now()
  }

  /** Everybody waits for a source that is loading, but not for ever. */
  private holdOrGo(position: number): void {
    const at = this.now()
    let hold = false
    for (const it of this.following) {
      if (!inside(it.track, position) || canPlay(it.track.media) || it.track.media.ended) {
        it.stuckSince = undefined
        continue
      }
      it.stuckSince ??= at
      if (at - it.stuckSince < PATIENCE_MS) hold = true
    }
    if (hold === this.waitingNow) return
    this.anchor(this.position())
    this.waitingNow = hold
    this.anchorAt = at
  }

  private lead(it: Following, position: number): void {
    const { media } = it.track
    if (!inside(it.track, position)) {
      if (!media.paused) {
        media.pause()
        if (it.track.spans !== undefined) this.park(it, position)
      }
      return
    }
    if (this.waitingNow) {
      // A source that could play rests with the others, and one that loads needs no push.
      if (!media.paused) media.pause()
      return
    }
    if (media.paused && !media.ended) {
      if (canPlay(media)) void media.play().catch(() => undefined)
      this.jumpIfFar(it, position)
      return
    }
    this.bend(it, position)
  }

  private bend(it: Following, position: number): void {
    const { media } = it.track
    if (media.seeking || this.now() - it.jumpedAt < SETTLE_MS) return
    const drift = media.currentTime * 1000 - (position - it.track.startMs)
    if (Math.abs(drift) > JUMP_MS) {
      this.jump(it, position)
      return
    }
    // Starts to bend well inside the bound, and bends until it is nearly right, so that it stays inside.
    if (Math.abs(drift) > MAX_DRIFT_MS / 2) it.bending = true
    else if (Math.abs(drift) < REST_MS) it.bending = false
    const bend = it.bending ? clamp(-drift / 600, MAX_BEND) : 0
    const rate = this.speed * (1 + bend)
    if (Math.abs(media.playbackRate - rate) > 0.002) media.playbackRate = rate
  }

  private jumpIfFar(it: Following, position: number): void {
    const drift = it.track.media.currentTime * 1000 - (position - it.track.startMs)
    if (Math.abs(drift) > MAX_DRIFT_MS && !it.track.media.seeking) this.jump(it, position)
  }

  private jump(it: Following, position: number): void {
    it.track.media.currentTime = (position - it.track.startMs) / 1000
    it.track.media.playbackRate = this.speed
    it.bending = false
    it.jumpedAt = this.now()
  }

  /** Puts every source where the clock stands; one that is outside its time waits where it is played next. */
  private align(): void {
    const position = this.position()
    for (const it of this.following) this.park(it, position)
  }

  private park(it: Following, position: number): void {
    const wanted = clampBetween(placeAt(it.track, position) - it.track.startMs, 0, it.track.durationMs) / 1000
    if (Math.abs(it.track.media.currentTime - wanted) > 0.005) {
      it.track.media.currentTime = wanted
      it.jumpedAt = this.now()
    }
  }
}

function inside(track: Track, positionMs: number): boolean {
  return spansOf(track).some((span) => isIn(span, positionMs))
}

/** Where on the clock a source should stand: the position, or the begin of its next span, or the end of its last. */
function placeAt(track: Track, positionMs: number): number {
  const spans = spansOf(track)
  const next = spans.find(({ toMs }) => positionMs < toMs)
  return next === undefined ? (spans.at(-1)?.toMs ?? positionMs) : Math.max(positionMs, next.fromMs)
}

function canPlay(media: Playable): boolean {
  return media.readyState >= CAN_PLAY && !media.seeking
}

function clamp(value: number, bound: number): number {
  return clampBetween(value, -bound, bound)
}

function clampBetween(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
