import { computed, onScopeDispose, type Ref, shallowRef } from 'vue'
import { relays } from '@/api'
import {
  AUDIO_SLOTS,
  type ConsultationState,
  type Happened,
  type Invitation,
  othersThere,
  type Page,
  type Queue,
  type Slot,
  type TicketState
} from '@/protocol'
import { PeerSession, type PeerState, SignalSocket, type SocketState } from '@/rtc'
import { note, noteConsultation, observed, wallClock } from './observe'
import { forgetMember, memberOf, placeStore, socketUrl } from './place'

type Shown<T> = Readonly<Ref<T>>

/** The network's own events; `connection` is Chromium's and tells of a changed network before anything breaks. */
interface NetworkNavigator {
  readonly connection?: EventTarget
}

/**
 * The page's line to signaling and its media connection, as refs. One a page; ends with the scope it was made in. Server
 * facts are shown as they came; nothing here decides.
 */
export function useLine(page: Page) {
  const socket = new SignalSocket({
    url: socketUrl(),
    page,
    member: memberOf(page),
    place: placeStore(page),
    network: globalThis.window
  })
  const line = shallowRef<SocketState>(socket.state)
  const media = shallowRef<PeerState>({ kind: 'idle' })
  const peer = shallowRef<PeerSession | null>(null)
  const ticket = shallowRef<TicketState | null>(null)
  const consultation = shallowRef<ConsultationState | null>(null)
  const invitation = shallowRef<Invitation | null>(null)
  const queue = shallowRef<Queue | null>(null)
  const slots = shallowRef<readonly Slot[]>([])
  /** Difference between the server's clock and this machine's, for countdowns. */
  const serverAhead = shallowRef(0)
  const eventListeners = new Set<(event: Happened) => void>()
  let slotsRevision = -1
  let secondBridge: string | null = null

  const live = (state: ConsultationState | null) => state?.state === 'live'

  /**
   * From this page's own yes on. What is sent before the other side's yes goes nowhere, the bridge drops it; but the encoder
   * is awake and the path measured when it comes, so the first picture is there at once.
   */
  function sends(state: ConsultationState | null): boolean {
    switch (state?.state) {
      case 'offered':
      case 'connecting':
        return state.accepted.includes(socket.member)
      case 'live':
        return true
      default:
        return false
    }
  }

  /** A meeting that is over is recorded by nobody; another one's second bridge is told anew. */
  function recordNowhere() {
    secondBridge = null
    peer.value?.recordAt(null)
  }

  function enterConsultation(next: ConsultationState) {
    if (consultation.value?.consultation !== next.consultation) {
      slots.value = []
      slotsRevision = -1
      noteConsultation(next.consultation)
    }
    consultation.value = next
    note({ phase: next.state })
    if (live(next)) {
      if (observed().liveAt === null) note({ liveAt: wallClock() })
      if (invitation.value?.consultation === next.consultation) invitation.value = null
    }
    if (next.state !== 'live' && next.state !== 'held') recordNowhere()
    void peer.value?.setLive(sends(next))
    void peer.value?.seenBy(othersThere(next, socket.member))
  }

  const stops = [
    socket.onState((state) => {
      line.value = state
      note({ socket: state.kind })
      if (state.kind === 'open') {
        serverAhead.value = Date.parse(state.welcome.now) - Date.now()
        peer.value?.lineUp(state.welcome.bridgeInstance)
      } else if (state.kind === 'refused' && state.code === 'member-taken') {
        // Somebody else signed in on this tab: the page is another member now.
        forgetMember(page)
        globalThis.location.reload()
      }
    }),
    socket.onMessage((message) => {
      switch (message.type) {
        case 'ticket':
          ticket.value = message
          return
        case 'consultation':
          enterConsultation(message)
          return
        case 'invitation':
          invitation.value = message
          return
        case 'queue':
          queue.value = message
          return
        case 'slots':
          if (message.consultation !== consultation.value?.consultation || message.revision < slotsRevision) return
          slotsRevision = message.revision
          slots.value = message.slots
          return
        case 'event':
          if (consultation.value?.consultation !== message.consultation) noteConsultation(message.consultation)
          note({ events: [...observed().events, message.seq] })
          for (const listener of eventListeners) listener(message)
          return
        case 'bridge':
          peer.value?.lineUp(message.bridgeInstance)
          return
        case 'second-bridge':
          secondBridge = message.bridgeInstance
          peer.value?.recordAt(secondBridge)
          return
        case 'welcome':
        case 'pong':
        case 'done':
        case 'refused':
        case 'media-answer':
          return
        default:
          message satisfies never
      }
    })
  ]

  /** Connects to the bridge, sending nothing: warm for what comes. */
  function warmUp(): PeerSession {
    const known = peer.value
    if (known !== null && known.state.kind !== 'closed') return known
    const session = new PeerSession({
      negotiate: async (sdp, giveUp) => socket.request({ type: 'media-offer', sdp }, giveUp),
      negotiateSecond: async (sdp, giveUp) => socket.request({ type: 'second-offer', sdp }, giveUp),
      relays,
      onState: (state) => {
        media.value = state
        note({ media: state.kind })
      },
      onDoubt: () => socket.probe()
    })
    peer.value = session
    session.start()
    session.recordAt(secondBridge)
    void session.setLive(sends(consultation.value))
    void session.seenBy(othersThere(consultation.value, socket.member))
    return session
  }

  function coolDown() {
    peer.value?.close()
    peer.value = null
  }

  /** The sitting is over: nothing of it stays in this page. The line itself stays open. */
  function forget() {
    secondBridge = null
    coolDown()
    socket.forgetPlace()
    ticket.value = null
    consultation.value = null
    invitation.value = null
    slots.value = []
    slotsRevision = -1
    noteConsultation(null)
  }

  const onNetwork = () => {
    socket.probe()
    peer.value?.networkChanged()
  }
  const { connection } = globalThis.navigator as NetworkNavigator
  globalThis.window.addEventListener('online', onNetwork)
  connection?.addEventListener('change', onNetwork)

  onScopeDispose(() => {
    globalThis.window.removeEventListener('online', onNetwork)
    connection?.removeEventListener('change', onNetwork)
    for (const stop of stops) stop()
    coolDown()
    socket.close()
  })

  /** Who is in a video slot (0 is the first picture), or nobody. */
  const occupant = (videoSlot: number) =>
    computed(() => slots.value.find(({ slot }) => slot === AUDIO_SLOTS + videoSlot) ?? null)

  return {
    socket,
    member: socket.member,
    line: line as Shown<SocketState>,
    media: media as Shown<PeerState>,
    peer: peer as Shown<PeerSession | null>,
    ticket: ticket as Shown<TicketState | null>,
    consultation: consultation as Shown<ConsultationState | null>,
    invitation: invitation as Shown<Invitation | null>,
    queue: queue as Shown<Queue | null>,
    slots: slots as Shown<readonly Slot[]>,
    serverAhead: serverAhead as Shown<number>,
    occupant,
    warmUp,
    coolDown,
    forget,
    dismissInvitation: () => {
      invitation.value = null
    },
    onEvent(listener: (event: Happened) => void) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    }
  }
}

export type Line = ReturnType<typeof useLine>
