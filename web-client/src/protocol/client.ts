import type { SourceKind } from './server'

/** Which page speaks. */
export type Page = 'booth' | 'desk' | 'supervisor'

export interface Hello {
  readonly type: 'hello'
  readonly id: string
  readonly protocol: 1
  readonly member: string
  readonly page: Page
  readonly consultation: string | null
  /** The last event number seen of that consultation; 0 for none. */
  readonly lastSeq: number
}

export interface Ping {
  readonly type: 'ping'
  readonly n: number
}

/** What a page asks for. The socket gives each an id of its own, and says it again after a lost socket. */
export type Request =
  | { readonly type: 'set-available'; readonly available: boolean }
  | {
      readonly type: 'take-ticket'
      readonly caseId: string
      readonly recordingConsent: boolean
      readonly greenChannel: boolean
    }
  | { readonly type: 'leave-queue'; readonly ticket: string }
  | { readonly type: 'call-next' }
  | { readonly type: 'accept'; readonly consultation: string }
  | { readonly type: 'decline'; readonly consultation: string }
  | { readonly type: 'invite'; readonly consultation: string; readonly subject: string | null }
  | { readonly type: 'media-offer'; readonly sdp: string }
  | { readonly type: 'second-offer'; readonly sdp: string }
  | { readonly type: 'set-source'; readonly consultation: string; readonly source: SourceKind; readonly on: boolean }
  | { readonly type: 'request-capture'; readonly consultation: string; readonly code: string }
  | {
      readonly type: 'capture-failed'
      readonly consultation: string
      readonly code: string
      readonly reason: CaptureFailure
    }
  | { readonly type: 'hold'; readonly consultation: string; readonly on: boolean }
  | {
      readonly type: 'pause-recording'
      readonly consultation: string
      readonly on: boolean
      readonly reason: PauseReason | null
    }
  | { readonly type: 'leave'; readonly consultation: string }
  | { readonly type: 'end'; readonly consultation: string }

/** Why a recording is paused: words, so that nothing personal comes to the time line. */
export const PAUSE_REASONS = ['private', 'bystander', 'papers', 'asked'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]

export type CaptureFailure = 'no-document-camera' | 'camera-lost' | 'upload-failed'

export type ClientMessage = Hello | Ping | (Request & { readonly id: string })
export type ClientMessageType = ClientMessage['type']

/** The fields of each message, in the order of the wire; the spec holds them against the golden files. */
export const CLIENT_FIELDS: { readonly [T in ClientMessageType]: readonly string[] } = {
  hello: ['type', 'id', 'protocol', 'member', 'page', 'consultation', 'lastSeq'],
  ping: ['type', 'n'],
  'set-available': ['type', 'id', 'available'],
  'take-ticket': ['type', 'id', 'caseId', 'recordingConsent', 'greenChannel'],
  'leave-queue': ['type', 'id', 'ticket'],
  'call-next': ['type', 'id'],
  accept: ['type', 'id', 'consultation'],
  decline: ['type', 'id', 'consultation'],
  invite: ['type', 'id', 'consultation', 'subject'],
  'media-offer': ['type', 'id', 'sdp'],
  'second-offer': ['type', 'id', 'sdp'],
  'set-source': ['type', 'id', 'consultation', 'source', 'on'],
  'request-capture': ['type', 'id', 'consultation', 'code'],
  'capture-failed': ['type', 'id', 'consultation', 'code', 'reason'],
  hold: ['type', 'id', 'consultation', 'on'],
  'pause-recording': ['type', 'id', 'consultation', 'on', 'reason'],
  leave: ['type', 'id', 'consultation'],
  end: ['type', 'id', 'consultation']
}
