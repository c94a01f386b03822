import { onScopeDispose, readonly, shallowRef } from 'vue'
import { relays } from '@/api'
import {
  forgetMember,
  memberOf,
  note,
  noteConsultation,
  observed,
  placeStore,
  socketUrl,
  wallClock
} from '@/features/consultation'
import { LocalMedia, PeerSession, SignalSocket } from '@/rtc'
import { DeskLine, type DeskSnapshot } from './DeskLine'

interface NetworkNavigator {
  readonly connection?: EventTarget
}

/** This page's desk line, as one ref. Ends with the scope it was made in. */
export function useDeskLine() {
  const place = placeStore('desk')
  const socket = new SignalSocket({
    url: socketUrl(),
    page: 'desk',
    member: memberOf('desk'),
    // A reloaded desk shows the whole time line again, so it asks for all of it.
    place: {
      load: () => {
        const known = place.load()
        return known && { ...known, lastSeq: 0 }
      },
      save: (now) => place.save(now)
    },
    network: globalThis.window
  })
  const peer = new PeerSession({
    negotiate: async (sdp, giveUp) => socket.request({ type: 'media-offer', sdp }, giveUp),
    negotiateSecond: async (sdp, giveUp) => socket.request({ type: 'second-offer', sdp }, giveUp),
    relays,
    onState: () => line.mediaChanged(),
    onDoubt: () => socket.probe()
  })
  const line: DeskLine = new DeskLine({
    socket,
    peer,
    media: new LocalMedia(),
    accepting: () => note({ acceptedAt: wallClock() })
  })
  const snapshot = shallowRef<DeskSnapshot>(line.snapshot)

  let drawing: ReturnType<typeof setTimeout> | undefined
  const stop = line.onChange((now) => {
    publish(now)
    // What the server says at once comes in several messages: the page is drawn when all of them are here.
    drawing ??= setTimeout(() => {
      drawing = undefined
      snapshot.value = line.snapshot
    })
    if (now.socket.kind === 'refused' && now.socket.code === 'member-taken') {
      // Somebody else signed in on this tab: the page is another member now.
      forgetMember('desk')
      globalThis.location.reload()
    }
  })

  const onNetwork = () => {
    socket.probe()
    peer.networkChanged()
  }
  const { connection } = globalThis.navigator as NetworkNavigator
  globalThis.window.addEventListener('online', onNetwork)
  connection?.addEventListener('change', onNetwork)
  onScopeDispose(() => {
    globalThis.window.removeEventListener('online', onNetwork)
    connection?.removeEventListener('change', onNetwork)
    clearTimeout(drawing)
    stop()
    line.close()
  })
  line.open()
  return { line, snapshot: readonly(snapshot) as typeof snapshot }
}

/** What journeys and benches may see of this page. */
function publish({ desk, phase, socket, media }: DeskSnapshot): void {
  noteConsultation(desk.meeting?.consultation ?? null)
  note({
    screen: phase,
    socket: socket.kind,
    media: media.kind,
    phase: desk.meeting?.state ?? null,
    events: desk.events.map((it) => it.seq)
  })
  if (desk.meeting?.state === 'live' && observed().liveAt === null) note({ liveAt: wallClock() })
}
