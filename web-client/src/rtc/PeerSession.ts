import { AUDIO_SLOTS, type MediaAnswer, SOURCE_KINDS, type SourceKind, VIDEO_SLOTS } from '@/protocol'
import { allowedTo, allowOther, encodingsOf, sendSmall } from './encodings'
import { isDeadPath, next, type PathSample, type PeerEvent, type PeerState } from './peerState'
import { withMids } from './mids'
import { Playout } from './playout'
import { probeIsDue } from './probing'
import { HeardLevels } from './HeardLevels'
import { KnownRelays } from './KnownRelays'
import { ReconnectPolicy } from './ReconnectPolicy'
import { readPassage, readPath } from './reading'
import { dropPeer, makePeer } from './roaming'
import { SecondConnection } from './SecondConnection'

const TICK_MS = 500
/** The code with which a repair is refused that no other try would do better. */
const ANEW = 'media-offer-anew'
/** The code with which an offer is refused that names no streams, as one with layers does not. */
const NO_STREAMS = 'media-offer-streams'
/** From so many others on, one of them may need a smaller picture than another. */
const LAYERED_FOR = 2
/** Samples of the path kept for judging it: four seconds. */
const SAMPLES = 8

const HINTS: { readonly [K in SourceKind]: string } = {
  microphone: 'speech',
  camera: 'motion',
  document: 'detail',
  screen: 'detail'
}

export interface PeerSessionOptions {
  /** Sends the offer to the bridge; the answer is complete. */
  readonly negotiate: (sdp: string, giveUp: AbortSignal) => Promise<MediaAnswer>
  /** Sends the offer of the connection to a second bridge, see {@link PeerSession.recordAt}. */
  readonly negotiateSecond?: (sdp: string, giveUp: AbortSignal) => Promise<MediaAnswer>
  /** Nothing is received. */
  readonly sendOnly?: boolean
  /** The relays of a new connection. Without an answer it is tried without them. */
  readonly relays?: () => Promise<RTCIceServer[]>
  readonly createPeer?: (relays: RTCIceServer[], roaming: boolean) => RTCPeerConnection
  readonly policy?: ReconnectPolicy
  readonly onState?: (state: PeerState) => void
  /** The path looks dead, or begins at another address now: the caller may ask whether its signaling line is alive. */
  readonly onDoubt?: () => void
}

/** What is heard and seen in each receive slot. The streams stay the same objects as long as the session lives. */
export interface SlotStreams {
  readonly audio: readonly MediaStream[]
  readonly video: readonly MediaStream[]
}

/**
 * One member's one connection to the media bridge: warm from {@link start}, sending from {@link setLive}, mended by itself
 * until {@link close}. Offers have the same sections in the same order every time, so who is shown where is never part of
 * a negotiation.
 */
export class PeerSession {
  readonly streams: SlotStreams
  private readonly policy: ReconnectPolicy
  private readonly tracks = new Map<SourceKind, MediaStreamTrack>()
  private current: PeerState = { kind: 'idle' }
  private live = false
  private peer: RTCPeerConnection | null = null
  private bridge = ''
  /** The latest connection: of which kind, and whether it ever came up. */
  private made = { roaming: false, worked: true }
  private wish: 'restart' | 'rebuild' | null = null
  private working = false
  private failures = 0
  private giveUp = new AbortController()
  private samples: PathSample[] = []
  private readonly playout = new Playout()
  private readonly heard = new HeardLevels()
  /** Whether the camera may be sent in layers; not once a bridge refused it. */
  private layered: boolean
  private others = 0
  private putting: Promise<void> | null = null
  private putAgain = false
  private liveSince: number | null = null
  private probedAt: number | null = null
  private ticker: ReturnType<typeof setInterval> | undefined
  private readonly second: SecondConnection | null
  private readonly relays: KnownRelays

  constructor(private readonly options: PeerSessionOptions) {
    this.policy = options.policy ?? new ReconnectPolicy(300, 3_000)
    this.second = secondOf(options)
    this.layered = options.sendOnly !== true
    this.relays = new KnownRelays(async () => (await options.relays?.()) ?? [])
    const streams = (count: number) =>
      Array.from({ length: options.sendOnly === true ? 0 : count }, () => new MediaStream())
    this.streams = { audio: streams(AUDIO_SLOTS), video: streams(VIDEO_SLOTS) }
  }

  get state(): PeerState {
    return this.current
  }

  /** For observation only (tests, the health line); the connection itself stays private. */
  async stats(): Promise<RTCStatsReport | null> {
    return this.peer === null ? null : this.peer.getStats()
  }

  /** How loud each sound slot is now, 0 to 1; empty while nothing comes, and 0 where nothing new came since the last look. */
  loudness(): readonly number[] {
    return this.heard.look(this.peer?.getTransceivers().slice(SOURCE_KINDS.length, SOURCE_KINDS.length + AUDIO_SLOTS))
  }

  start(): void {
    this.ticker ??= setInterval(() => void this.tick(), TICK_MS)
    this.handle({ kind: 'start' })
  }

  /** A second bridge records the meeting too: it is sent the same, over a connection of its own. Null: none does. */
  recordAt(secondBridge: string | null): void {
    if (this.open || secondBridge === null) this.second?.told(secondBridge)
  }

  /** The second connection as it is, for observation only; null: there is none. */
  get secondState(): PeerState | null {
    return this.second?.state ?? null
  }

  networkChanged(): void {
    this.second?.networkChanged()
    this.handle({ kind: 'network-changed' })
  }

  /** Signaling welcomed us and says which bridge we belong to, or that it is another one now. */
  lineUp(bridgeInstance: string | null): void {
    this.second?.lineUp()
    // A path that is just coming up leads to where the answer came from.
    const elsewhere = bridgeInstance !== null && this.bridge !== '' && bridgeInstance !== this.bridge
    if (this.current.kind === 'connecting' && elsewhere) this.want('rebuild')
    else this.handle({ kind: 'line-up', bridge: bridgeInstance })
  }

  /** The track for a source, or none. It is sent while the session is live. */
  async setTrack(source: SourceKind, track: MediaStreamTrack | null): Promise<void> {
    if (track === null) {
      this.tracks.delete(source)
    } else {
      track.contentHint = HINTS[source]
      this.tracks.set(source, track)
    }
    this.second?.setTrack(source, track)
    await this.putTracks()
  }

  /** Live: the tracks are sent, from one's own yes on. Not live: the connection stays warm and carries nothing. */
  async setLive(live: boolean): Promise<void> {
    if (live !== this.live) {
      this.liveSince = live ? performance.now() : null
      this.probedAt = null
    }
    this.live = live
    this.second?.setLive(live)
    await this.putTracks()
  }

  /** How many others see this member. Of several, one may need the camera in a smaller layer than the others. */
  async seenBy(others: number): Promise<void> {
    this.others = others
    await this.putLayers()
  }

  close(): void {
    this.handle({ kind: 'close' })
  }

  private get open(): boolean {
    return this.current.kind !== 'closed'
  }

  private handle(event: PeerEvent): void {
    const before = this.current
    const { state, act } = next(before, event, performance.now())
    this.current = state
    if (state !== before) this.options.onState?.(state)
    switch (act) {
      case 'none':
        return
      case 'restart':
      case 'rebuild':
        this.want(act)
        return
      case 'close':
        this.shut()
        return
      default:
        act satisfies never
    }
  }

  private shut(): void {
    clearInterval(this.ticker)
    this.second?.close()
    this.giveUp.abort()
    this.dropPeer()
    this.tracks.clear()
  }

  private dropPeer(): void {
    const peer = this.peer
    this.peer = null
    if (peer === null) return
    peer.oniceconnectionstatechange = peer.onconnectionstatechange = null
    dropPeer(peer)
  }

  /** One change at a time, the latest wish wins; a rebuild includes a restart. An answer that is on its way is given up. */
  private want(wish: 'restart' | 'rebuild'): void {
    this.wish = this.wish === 'rebuild' ? 'rebuild' : wish
    this.giveUp.abort()
    if (!this.working) void this.work()
  }

  private async work(): Promise<void> {
    this.working = true
    while (this.wish !== null && this.open) {
      const wish = this.wish
      this.wish = null
      this.giveUp = new AbortController()
      try {
        await this.negotiate(wish, this.giveUp.signal)
        this.failures = 0
      } catch (failure) {
        // This bridge repairs no paths.
        if (wish === 'restart' && (failure as { code?: unknown }).code === ANEW) {
          this.handle({ kind: 'path-failed' })
          continue
        }
        if (this.layered && (failure as { code?: unknown }).code === NO_STREAMS) {
          this.layered = false
          this.wish = 'rebuild'
          continue
        }
        // Given up for a newer wish, or the bridge could not be asked: in the second case try again, slower each time.
        if (this.wish === null && this.open) {
          await this.pause(this.policy.delayMs(this.failures))
          this.failures += 1
          this.wish ??= wish
        }
      }
    }
    this.working = false
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.giveUp = new AbortController()
      this.giveUp.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  private async negotiate(wish: 'restart' | 'rebuild', giveUp: AbortSignal): Promise<void> {
    const fresh = wish === 'rebuild' || this.peer === null || this.peer.connectionState === 'closed'
    const relays = fresh ? await this.relays.get() : []
    if (giveUp.aborted || !this.open) throw new Error('given up')
    const peer = fresh ? this.build(relays) : this.peer
    if (peer === null) return
    const offer = await peer.createOffer({ iceRestart: !fresh })
    // A browser that insists on ids of its own is still good for a bridge that announces its SSRCs.
    await peer
      .setLocalDescription({ type: 'offer', sdp: withMids(offer.sdp ?? '') })
      .catch(() => peer.setLocalDescription(offer))
    const answer = await this.options.negotiate(peer.localDescription?.sdp ?? '', giveUp)
    if (this.peer !== peer) return
    if (!fresh && answer.bridgeInstance !== this.bridge) {
      // Another process answered: it does not know the keys of this connection.
      this.wish = 'rebuild'
      return
    }
    this.bridge = answer.bridgeInstance
    await peer.setRemoteDescription({ type: 'answer', sdp: answer.sdp })
    await this.putTracks()
    await this.putLayers()
    this.look(peer)
  }

  private build(relays: RTCIceServer[]): RTCPeerConnection {
    this.dropPeer()
    this.samples = []
    const create =
      this.options.createPeer ??
      ((iceServers, roaming) => makePeer({ bundlePolicy: 'max-bundle', iceServers }, roaming))
    // A roaming connection sees one way out only: where that leads nowhere, the next one tries all of them.
    this.made = { roaming: !this.made.roaming || this.made.worked, worked: false }
    const peer = create(relays, this.made.roaming)
    this.peer = peer
    for (const source of SOURCE_KINDS) {
      peer.addTransceiver(source === 'microphone' ? 'audio' : 'video', {
        direction: 'sendonly',
        sendEncodings: encodingsOf(source, this.layered)
      })
    }
    const receive = (kind: 'audio' | 'video', streams: readonly MediaStream[]) => {
      for (const stream of streams) {
        const { receiver } = peer.addTransceiver(kind, { direction: 'recvonly' })
        for (const old of stream.getTracks()) stream.removeTrack(old)
        stream.addTrack(receiver.track)
      }
    }
    receive('audio', this.streams.audio)
    receive('video', this.streams.video)
    peer.oniceconnectionstatechange = peer.onconnectionstatechange = () => this.look(peer)
    return peer
  }

  /** Turns what the browser says about the connection into an event. */
  private look(peer: RTCPeerConnection): void {
    if (this.peer !== peer) return
    const ice = peer.iceConnectionState
    if (peer.connectionState === 'failed' || ice === 'failed') this.handle({ kind: 'path-failed' })
    else if (ice === 'disconnected') this.doubt()
    else if (peer.connectionState === 'connected' && this.bridge !== '') {
      this.made.worked = true
      this.handle({ kind: 'path-up', bridge: this.bridge })
    }
  }

  private doubt(): void {
    if (this.current.kind === 'connected') this.options.onDoubt?.()
    this.handle({ kind: 'path-lost' })
  }

  private async tick(): Promise<void> {
    this.handle({ kind: 'tick' })
    this.relays.refresh()
    const peer = this.peer
    if (peer === null || this.current.kind !== 'connected') return
    const now = performance.now()
    const report = await peer.getStats()
    const sample = readPath(report, now)
    if (sample === null || this.peer !== peer) return
    keepBeforePlaying(peer, this.playout.look(readPassage(report, now)))
    await this.putLayers()
    await this.probe(peer, now, sample.available)
    const before = this.samples.at(-1)
    if (before !== undefined && before.from !== sample.from) this.options.onDoubt?.()
    this.samples = [...this.samples, sample].slice(-SAMPLES)
    if (isDeadPath(this.samples)) {
      this.samples = []
      this.doubt()
    }
  }

  /** A browser measures its line again when it is allowed another bitrate, be it by one kilobit. */
  private async probe(peer: RTCPeerConnection, now: number, available: number): Promise<void> {
    if (this.liveSince === null) return
    const sending = SOURCE_KINDS.flatMap((source, index) => {
      const sender = peer.getTransceivers()[index]?.sender
      return allowedTo(source) > 0 && sender?.track ? [{ sender, source }] : []
    })
    const wanted = sending.reduce((sum, { source }) => sum + allowedTo(source), 0)
    if (available === 0 || !probeIsDue({ liveSince: this.liveSince, probedAt: this.probedAt }, now, available, wanted))
      return
    this.probedAt = now
    for (const { sender, source } of sending) await allowOther(sender, source).catch(() => undefined)
  }

  private async putLayers(): Promise<void> {
    const sender = this.peer?.getTransceivers()[SOURCE_KINDS.indexOf('camera')]?.sender
    // Refused by a connection that was given up meanwhile, or while something else is being changed: put again soon.
    if (sender !== undefined) await sendSmall(sender, this.others >= LAYERED_FOR).catch(() => undefined)
  }

  /** One change of tracks at a time; what is wanted meanwhile is done by one more. */
  private async putTracks(): Promise<void> {
    if (this.putting !== null) {
      this.putAgain = true
      return this.putting
    }
    this.putting = this.put().finally(() => {
      this.putting = null
    })
    return this.putting
  }

  private async put(): Promise<void> {
    do {
      this.putAgain = false
      try {
        await this.replaceTracks()
      } catch (failure) {
        // The connection was given up meanwhile; what is wanted now is for the next one.
        if (!this.putAgain) throw failure
      }
    } while (this.putAgain)
  }

  private async replaceTracks(): Promise<void> {
    const peer = this.peer
    if (peer === null) return
    const senders = peer.getTransceivers().slice(0, SOURCE_KINDS.length)
    await Promise.all(
      SOURCE_KINDS.map(async (source, index) => {
        const sender = senders[index]?.sender
        const wanted = this.live ? (this.tracks.get(source) ?? null) : null
        if (sender !== undefined && sender.track !== wanted) await sender.replaceTrack(wanted)
      })
    )
  }
}

function secondOf({ negotiateSecond, relays, createPeer, policy }: PeerSessionOptions): SecondConnection | null {
  if (negotiateSecond === undefined) return null
  return new SecondConnection(
    () =>
      new PeerSession({
        negotiate: negotiateSecond,
        sendOnly: true,
        ...(relays === undefined ? {} : { relays }),
        ...(createPeer === undefined ? {} : { createPeer }),
        ...(policy === undefined ? {} : { policy })
      })
  )
}

/** Pictures and sound alike, so that lips and voice stay together. Browsers that cannot do it go on as they do. */
function keepBeforePlaying(peer: RTCPeerConnection, delay: number | null): void {
  for (const receiver of peer.getReceivers()) {
    if ('jitterBufferTarget' in receiver && receiver.jitterBufferTarget !== delay) receiver.jitterBufferTarget = delay
  }
}
