import { count, flag, instant, list, maybe, object, oneOf, orElse, type Read, record, ShapeError, text } from './shape'

/** What a member may send; the order is the order of the sending sections of every offer. */
export const SOURCE_KINDS = ['microphone', 'camera', 'document', 'screen'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]
const source = oneOf(...SOURCE_KINDS)

export const ROLES = ['TERMINAL', 'CLERK', 'OFFICER', 'DUTY_LEADER', 'SUPERVISOR', 'ADMINISTRATOR', 'AUDITOR'] as const
export type Role = (typeof ROLES)[number]
const role = oneOf(...ROLES)

/** Receive slots of every offer: sound first, pictures after; `slot` counts over both. */
export const AUDIO_SLOTS = 3
export const VIDEO_SLOTS = 4

export const TICKET_STATES = ['waiting', 'called', 'serving', 'done', 'abandoned'] as const
export const CONSULTATION_STATES = [
  'offered',
  'connecting',
  'live',
  'held',
  'ended',
  'abandoned',
  'transferred',
  'sealed'
] as const
export type ConsultationPhase = (typeof CONSULTATION_STATES)[number]
export const PARTICIPANT_STATES = ['invited', 'joined', 'away', 'left'] as const

const caseBrief = object({
  caseId: text,
  number: text,
  item: text,
  itemName: text,
  itemNameEn: text,
  maskedName: text,
  scope: text,
  terminal: maybe(text)
})
export type CaseBrief = Read<typeof caseBrief>

const participant = object({
  member: text,
  role,
  name: text,
  stationName: text,
  state: oneOf(...PARTICIPANT_STATES),
  sources: orElse(list(source), [])
})
export type Participant = Read<typeof participant>

const slot = object({ slot: count, member: text, role, source })
export type Slot = Read<typeof slot>

const waiting = object({ ticket: text, number: text, brief: caseBrief, greenChannel: flag, since: instant })
export type Waiting = Read<typeof waiting>

/** One reader a message type; the types below are read off it, so the two cannot drift apart. */
const readers = {
  welcome: object({
    type: oneOf('welcome'),
    replyTo: text,
    protocol: count,
    member: text,
    subject: text,
    name: text,
    roles: list(role),
    station: text,
    bridgeInstance: maybe(text),
    now: instant
  }),
  pong: object({ type: oneOf('pong'), n: count }),
  done: object({ type: oneOf('done'), replyTo: text }),
  refused: object({
    type: oneOf('refused'),
    replyTo: maybe(text),
    code: text,
    zh: text,
    en: text,
    field: maybe(text),
    closing: orElse(flag, false)
  }),
  ticket: object({
    type: oneOf('ticket'),
    replyTo: maybe(text),
    ticket: text,
    caseId: text,
    number: text,
    state: oneOf(...TICKET_STATES),
    ahead: count,
    waitFromMinutes: maybe(count),
    waitToMinutes: maybe(count)
  }),
  queue: object({ type: oneOf('queue'), available: flag, total: count, waiting: list(waiting) }),
  consultation: object({
    type: oneOf('consultation'),
    consultation: text,
    state: oneOf(...CONSULTATION_STATES),
    seq: count,
    brief: maybe(caseBrief),
    ticketNumber: maybe(text),
    recorded: flag,
    participants: list(participant),
    accepted: list(text),
    expiresAt: maybe(instant),
    recordingPause: maybe(object({ by: text, reason: text, since: instant, until: instant }))
  }),
  invitation: object({
    type: oneOf('invitation'),
    consultation: text,
    brief: maybe(caseBrief),
    from: text,
    expiresAt: instant
  }),
  slots: object({ type: oneOf('slots'), consultation: text, revision: count, slots: list(slot) }),
  'media-answer': object({ type: oneOf('media-answer'), replyTo: text, sdp: text, bridgeInstance: text }),
  bridge: object({ type: oneOf('bridge'), bridgeInstance: maybe(text) }),
  'second-bridge': object({ type: oneOf('second-bridge'), bridgeInstance: maybe(text) }),
  event: object({
    type: oneOf('event'),
    consultation: text,
    seq: count,
    kind: text,
    data: orElse(record, {}),
    at: instant
  })
}

type Readers = typeof readers
export type ServerMessageType = keyof Readers
export const SERVER_TYPES = Object.keys(readers) as readonly ServerMessageType[]
export type ServerMessage = { [T in ServerMessageType]: Read<Readers[T]> }[ServerMessageType]
export type ServerMessageOf<T extends ServerMessageType> = Read<Readers[T]>
export type Welcome = ServerMessageOf<'welcome'>
export type Refused = ServerMessageOf<'refused'>
export type TicketState = ServerMessageOf<'ticket'>
export type Queue = ServerMessageOf<'queue'>
export type ConsultationState = ServerMessageOf<'consultation'>
export type Invitation = ServerMessageOf<'invitation'>
export type Slots = ServerMessageOf<'slots'>
export type MediaAnswer = ServerMessageOf<'media-answer'>
export type Happened = ServerMessageOf<'event'>

export type Parsed =
  | { readonly kind: 'message'; readonly message: ServerMessage }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'malformed'; readonly why: string }

/** The edge: everything that comes from the socket passes here, and nothing behind it checks again. */
export function parseServerMessage(frame: string): Parsed {
  try {
    const value: unknown = JSON.parse(frame)
    const type = text(record(value, 'message').type, 'message.type')
    if (!Object.hasOwn(readers, type)) return { kind: 'unknown', type }
    return { kind: 'message', message: readers[type as ServerMessageType](value, type) }
  } catch (error) {
    if (error instanceof ShapeError || error instanceof SyntaxError) return { kind: 'malformed', why: error.message }
    throw error
  }
}
