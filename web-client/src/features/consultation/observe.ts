/**
 * What journeys and the bench may see of a page, so that they wait for what happens instead of sleeping. Read-only: a
 * frozen view of numbers and words, no personal data, no way to change anything.
 */
export interface Observed {
  readonly screen: string
  readonly socket: string
  readonly media: string
  readonly consultation: string | null
  readonly phase: string | null
  /** Milliseconds since the epoch when this page's user accepted. */
  readonly acceptedAt: number | null
  /** When this page heard that the consultation is live. */
  readonly liveAt: number | null
  /** When the first frame of each video slot was presented in this consultation, by slot. */
  readonly firstFrameAt: Readonly<Record<number, number>>
  /** When the last frame of each video slot was presented. */
  readonly lastFrameAt: Readonly<Record<number, number>>
  /** Frames presented since the first one, by video slot. */
  readonly frames: Readonly<Record<number, number>>
  /** Events of the time line as they reached the page. */
  readonly events: readonly number[]
}

const empty: Observed = {
  screen: '',
  socket: 'closed',
  media: 'idle',
  consultation: null,
  phase: null,
  acceptedAt: null,
  liveAt: null,
  firstFrameAt: {},
  lastFrameAt: {},
  frames: {},
  events: []
}

let current: Observed = Object.freeze(empty)

export const observed = () => current

export function note(change: Partial<Observed>): void {
  current = Object.freeze({ ...current, ...change })
}

/** A new consultation: its figures start from nothing. */
export function noteConsultation(consultation: string | null): void {
  if (current.consultation === consultation) return
  note({
    consultation,
    phase: null,
    acceptedAt: null,
    liveAt: null,
    firstFrameAt: {},
    lastFrameAt: {},
    frames: {},
    events: []
  })
}

/** The wall clock at a moment of `performance.now()`, so that figures of two pages on one machine can be compared. */
export const wallClock = (moment: number = performance.now()) => performance.timeOrigin + moment

/** Counts the frames that a video element really shows, until the returned function is called. */
export function noteFrames(video: HTMLVideoElement, slot: number): () => void {
  let handle = 0
  const onFrame: VideoFrameRequestCallback = (now) => {
    const at = wallClock(now)
    note({
      firstFrameAt: slot in current.firstFrameAt ? current.firstFrameAt : { ...current.firstFrameAt, [slot]: at },
      lastFrameAt: { ...current.lastFrameAt, [slot]: at },
      frames: { ...current.frames, [slot]: (current.frames[slot] ?? 0) + 1 }
    })
    handle = video.requestVideoFrameCallback(onFrame)
  }
  handle = video.requestVideoFrameCallback(onFrame)
  return () => video.cancelVideoFrameCallback(handle)
}

/** Puts the read-only view on the window. */
export function publishObserved(target: object = globalThis): void {
  Object.defineProperty(target, '__yizhan', { get: observed, configurable: false, enumerable: false })
}
