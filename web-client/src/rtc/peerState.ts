/** What the media connection is, for screens. */
export type PeerState =
  | { readonly kind: 'idle' }
  /** No path yet. */
  | { readonly kind: 'connecting'; readonly since: number }
  /** ICE and DTLS are up; warm while no track is sent, live when one is. */
  | { readonly kind: 'connected'; readonly bridge: string }
  /** There was a path and it is gone; it is being mended. `fresh`: by a new connection that is coming up. */
  | {
      readonly kind: 'repairing'
      readonly since: number
      readonly bridge: string
      readonly lastTry: number
      readonly fresh: boolean
    }
  | { readonly kind: 'closed' }

export type PeerEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'path-up'; readonly bridge: string }
  /** The browser lost the path, or nothing came over it for too long. */
  | { readonly kind: 'path-lost' }
  /** The browser gave the connection up. */
  | { readonly kind: 'path-failed' }
  /** The device has another network than before. */
  | { readonly kind: 'network-changed' }
  /** The signaling line works (again), and this is the bridge as it is now. */
  | { readonly kind: 'line-up'; readonly bridge: string | null }
  | { readonly kind: 'tick' }
  | { readonly kind: 'close' }

/** `restart`: another path for the same connection (ICE restart). `rebuild`: a new connection. */
export type PeerAct = 'none' | 'restart' | 'rebuild' | 'close'

export interface PeerStep {
  readonly state: PeerState
  readonly act: PeerAct
}

/** A restart that did not help is tried again after this long… */
export const RETRY_MS = 2_000
/** …and after this long the connection is made anew. */
export const REBUILD_MS = 10_000
/** A new connection may take so long on a slow machine or line: a restart in the middle would only make it later. */
export const FRESH_MS = 6_000

const stay = (state: PeerState): PeerStep => ({ state, act: 'none' })

/** What follows from an event. Pure: `now` is in milliseconds on any clock that does not go back. */
export function next(state: PeerState, event: PeerEvent, now: number): PeerStep {
  if (event.kind === 'close') {
    return { state: { kind: 'closed' }, act: state.kind === 'closed' ? 'none' : 'close' }
  }
  switch (state.kind) {
    case 'closed':
      return stay(state)
    case 'idle':
      return event.kind === 'start' ? { state: { kind: 'connecting', since: now }, act: 'rebuild' } : stay(state)
    case 'connecting':
      return whileConnecting(state, event, now)
    case 'connected':
      return whileConnected(state, event, now)
    case 'repairing':
      return whileRepairing(state, event, now)
    default:
      return state satisfies never
  }
}

function whileConnecting(state: PeerState & { kind: 'connecting' }, event: PeerEvent, now: number): PeerStep {
  switch (event.kind) {
    case 'path-up':
      return stay({ kind: 'connected', bridge: event.bridge })
    case 'path-failed':
    case 'network-changed':
      return { state: { kind: 'connecting', since: now }, act: 'rebuild' }
    case 'tick':
      return now - state.since >= REBUILD_MS
        ? { state: { kind: 'connecting', since: now }, act: 'rebuild' }
        : stay(state)
    case 'start':
    case 'path-lost':
    case 'line-up':
    case 'close':
      return stay(state)
    default:
      return event satisfies never
  }
}

function whileConnected(state: PeerState & { kind: 'connected' }, event: PeerEvent, now: number): PeerStep {
  const repairing = (act: 'restart' | 'rebuild'): PeerStep => ({
    state: { kind: 'repairing', since: now, bridge: state.bridge, lastTry: now, fresh: act === 'rebuild' },
    act
  })
  switch (event.kind) {
    case 'path-lost':
      return repairing('restart')
    case 'network-changed':
      // The old path may well go on working; until it does not, nothing is broken.
      return { state, act: 'restart' }
    case 'path-failed':
      return repairing('rebuild')
    case 'line-up':
      return event.bridge !== null && event.bridge !== state.bridge ? repairing('rebuild') : stay(state)
    case 'path-up':
      return stay({ kind: 'connected', bridge: event.bridge })
    case 'start':
    case 'tick':
    case 'close':
      return stay(state)
    default:
      return event satisfies never
  }
}

function whileRepairing(state: PeerState & { kind: 'repairing' }, event: PeerEvent, now: number): PeerStep {
  const again = (act: 'restart' | 'rebuild', since = state.since): PeerStep => ({
    state: { ...state, since, lastTry: now, fresh: act === 'rebuild' },
    act
  })
  switch (event.kind) {
    case 'path-up':
      return stay({ kind: 'connected', bridge: event.bridge })
    case 'path-failed':
      return again('rebuild')
    case 'network-changed':
      return again('restart')
    case 'line-up':
      return again(event.bridge !== null && event.bridge !== state.bridge ? 'rebuild' : 'restart')
    case 'tick':
      if (state.fresh) return now - state.lastTry >= FRESH_MS ? again('rebuild', now) : stay(state)
      if (now - state.since >= REBUILD_MS) return again('rebuild', now)
      return now - state.lastTry >= RETRY_MS ? again('restart') : stay(state)
    case 'start':
    case 'path-lost':
    case 'close':
      return stay(state)
    default:
      return event satisfies never
  }
}

/** What the browser counted on the path at one moment. */
export interface PathSample {
  readonly at: number
  /** The local end of the path; another one when the device got another address. */
  readonly from: string
  readonly bytesReceived: number
  readonly checksSent: number
  readonly checksAnswered: number
}

/** No byte for this long, and connectivity checks that nobody answers: the path is dead, whatever the browser still hopes. */
export const SILENT_MS = 1_200

/** @param samples oldest first, about two a second */
export function isDeadPath(samples: readonly PathSample[]): boolean {
  const last = samples.at(-1)
  const before = samples.findLast((sample) => last !== undefined && last.at - sample.at >= SILENT_MS)
  if (last === undefined || before === undefined) return false
  return (
    last.bytesReceived === before.bytesReceived &&
    last.checksAnswered === before.checksAnswered &&
    last.checksSent - before.checksSent >= 2
  )
}
