import type { ConsultationState, Happened, Invitation, Queue, ServerMessage, Slot, Waiting, Welcome } from '@/protocol'

/** Everything a desk knows from signaling. Changed only by `reduce`; each message is complete, so nothing is patched. */
export interface DeskState {
  readonly me: Welcome | undefined
  readonly available: boolean
  readonly waitingTotal: number
  readonly waiting: readonly Waiting[]
  /** The offer or meeting that this desk is in. */
  readonly meeting: ConsultationState | undefined
  /** After a lost socket: the meeting as it was, until the server says whether it still stands. */
  readonly unconfirmed: boolean
  readonly slots: readonly Slot[]
  readonly slotsRevision: number
  /** The time line of `eventsOf`, by number, without a hole. */
  readonly events: readonly Happened[]
  /** Whose events these are; after a reload they come before the meeting itself. */
  readonly eventsOf: string | undefined
  readonly invitation: Invitation | undefined
  /** How the last meeting or offer of this desk came to its end, until the officer turns to something else. */
  readonly finished: ConsultationState | undefined
  /** Server time minus local time, so that waits and countdowns are right on a desk whose clock is wrong. */
  readonly clockAheadMs: number
}

export const INITIAL: DeskState = {
  me: undefined,
  available: false,
  waitingTotal: 0,
  waiting: [],
  meeting: undefined,
  unconfirmed: false,
  slots: [],
  slotsRevision: -1,
  events: [],
  eventsOf: undefined,
  invitation: undefined,
  finished: undefined,
  clockAheadMs: 0
}

/** What the page itself adds to what the server says. */
export type DeskAction =
  | { readonly kind: 'message'; readonly message: ServerMessage; readonly at: number }
  /** The server has told the whole situation after a welcome. */
  | { readonly kind: 'situation-told' }
  | { readonly kind: 'invitation-answered' }
  | { readonly kind: 'finished-seen' }

export function reduce(state: DeskState, action: DeskAction): DeskState {
  switch (action.kind) {
    case 'message':
      return onMessage(state, action.message, action.at)
    case 'situation-told':
      return state.unconfirmed ? withoutMeeting(state) : state
    case 'invitation-answered':
      return { ...state, invitation: undefined }
    case 'finished-seen':
      return { ...state, finished: undefined }
  }
}

function onMessage(state: DeskState, message: ServerMessage, at: number): DeskState {
  switch (message.type) {
    case 'welcome':
      return {
        ...state,
        me: message,
        clockAheadMs: Date.parse(message.now) - at,
        invitation: undefined,
        unconfirmed: state.meeting !== undefined
      }
    case 'queue':
      return onQueue(state, message)
    case 'consultation':
      return onConsultation(state, message)
    case 'slots':
      return onSlots(state, message)
    case 'event':
      return onEvent(state, message)
    case 'invitation':
      return { ...state, invitation: message }
    case 'bridge':
    case 'second-bridge':
    case 'ticket':
    case 'done':
    case 'refused':
    case 'media-answer':
    case 'pong':
      return state
  }
}

function onQueue(state: DeskState, queue: Queue): DeskState {
  return { ...state, available: queue.available, waitingTotal: queue.total, waiting: queue.waiting }
}

function onConsultation(state: DeskState, told: ConsultationState): DeskState {
  const same = state.meeting?.consultation === told.consultation
  const invitation = state.invitation?.consultation === told.consultation ? undefined : state.invitation
  if (isOver(told) || hasLeft(state, told)) {
    return same ? { ...withoutMeeting(state), finished: told, invitation } : { ...state, invitation }
  }
  // A state that was overtaken by a newer one says nothing new.
  if (same && told.seq < (state.meeting?.seq ?? 0) && !state.unconfirmed) return state
  if (same) return { ...state, meeting: told, unconfirmed: false, invitation }
  const events = state.eventsOf === told.consultation ? state.events : []
  return {
    ...withoutMeeting(state),
    meeting: told,
    events,
    eventsOf: told.consultation,
    invitation,
    finished: undefined
  }
}

function onSlots(
  state: DeskState,
  told: { consultation: string; revision: number; slots: readonly Slot[] }
): DeskState {
  if (state.meeting?.consultation !== told.consultation || told.revision < state.slotsRevision) return state
  return { ...state, slots: told.slots, slotsRevision: told.revision }
}

function onEvent(state: DeskState, event: Happened): DeskState {
  if (state.eventsOf !== event.consultation) {
    return state.meeting ? state : { ...state, events: [event], eventsOf: event.consultation }
  }
  if (state.events.some((it) => it.seq === event.seq)) return state
  return { ...state, events: [...state.events, event].sort((a, b) => a.seq - b.seq) }
}

function withoutMeeting(state: DeskState): DeskState {
  return {
    ...state,
    meeting: undefined,
    unconfirmed: false,
    slots: [],
    slotsRevision: -1,
    events: [],
    eventsOf: undefined
  }
}

const OVER = new Set<ConsultationState['state']>(['ended', 'abandoned', 'transferred', 'sealed'])

function isOver(told: ConsultationState): boolean {
  return OVER.has(told.state)
}

function hasLeft(state: DeskState, told: ConsultationState): boolean {
  return told.participants.some((it) => it.member === state.me?.member && it.state === 'left')
}

/** Where a desk stands, as one word for the page. */
export type DeskPhase = 'idle' | 'offered' | 'waiting-for-resident' | 'live' | 'held'

export function phaseOf(state: DeskState): DeskPhase {
  const { meeting, me } = state
  if (!meeting) return 'idle'
  switch (meeting.state) {
    case 'offered':
    case 'connecting':
      return me && meeting.accepted.includes(me.member) ? 'waiting-for-resident' : 'offered'
    case 'live':
    case 'held':
      return meeting.state
    case 'ended':
    case 'abandoned':
    case 'transferred':
    case 'sealed':
      return 'idle'
  }
}

/** The resident has pressed start and looks at a waiting screen. */
export function residentIsReady(meeting: ConsultationState): boolean {
  return meeting.participants.some((it) => it.role === 'TERMINAL' && meeting.accepted.includes(it.member))
}

/** Why this desk is in the meeting: it called the resident, or it was invited to one. */
export function isHost(state: DeskState): boolean {
  const mine = state.meeting?.participants.find((it) => it.member === state.me?.member)
  const first = state.meeting?.participants.find((it) => it.role !== 'TERMINAL')
  return mine === undefined || mine.member === first?.member
}

export interface WaitingRow {
  ticket: string
  number: string
  name: string
  itemName: string
  itemNameEn: string
  greenChannel: boolean
  minutes: number
}

/** Who waits and how long, in turn. */
export function waitingRows(state: DeskState, now: number): WaitingRow[] {
  return state.waiting.map((it) => ({
    ticket: it.ticket,
    number: it.number,
    name: it.brief.maskedName,
    itemName: it.brief.itemName,
    itemNameEn: it.brief.itemNameEn,
    greenChannel: it.greenChannel,
    minutes: Math.max(0, Math.floor((now + state.clockAheadMs - Date.parse(it.since)) / 60_000))
  }))
}

/** Whole seconds until an offer or invitation runs out; never below zero. */
export function secondsLeft(state: DeskState, expiresAt: string | null | undefined, now: number): number | undefined {
  if (expiresAt === null || expiresAt === undefined) return undefined
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now - state.clockAheadMs) / 1000))
}

/** When the meeting went live, from its own time line. */
export function startedAt(state: DeskState): number | undefined {
  const event = state.events.find((it) => it.kind === 'started')
  return event ? Date.parse(event.at) - state.clockAheadMs : undefined
}

/** What the pictures of the meeting are, by what they are for rather than by slot. */
export interface Pictures {
  resident: number | undefined
  document: number | undefined
  /** The other desk: the invited clerk for the officer, the officer for the clerk. */
  colleague: number | undefined
}

export function picturesOf(slots: readonly Slot[]): Pictures {
  const find = (terminal: boolean, source: Slot['source']) =>
    slots.find((it) => (it.role === 'TERMINAL') === terminal && it.source === source)?.slot
  return { resident: find(true, 'camera'), document: find(true, 'document'), colleague: find(false, 'camera') }
}

export type InviteState =
  { kind: 'none' } | { kind: 'invited' | 'joined' | 'away' | 'left'; name: string; station: string }

/** The invited clerk, as far as there is one. */
export function inviteState(meeting: ConsultationState | undefined): InviteState {
  const clerk = meeting?.participants.filter((it) => it.role === 'CLERK').at(-1)
  return clerk ? { kind: clerk.state, name: clerk.name, station: clerk.stationName } : { kind: 'none' }
}
