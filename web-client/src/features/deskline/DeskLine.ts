import { othersThere, type Request } from '@/protocol'
import type { DeviceState, LocalMedia, PeerSession, PeerState, SignalSocket, SocketState } from '@/rtc'
import { INITIAL, phaseOf, reduce, type DeskAction, type DeskPhase, type DeskState } from './deskState'

/** After a welcome the server tells the whole situation at once; a meeting that it did not name by then is over. */
const SITUATION_WITHIN_MS = 2_500

export interface DeskSnapshot {
  readonly desk: DeskState
  readonly phase: DeskPhase
  readonly socket: SocketState
  readonly media: PeerState
  readonly camera: DeviceState
  readonly microphone: DeviceState
  /** What the officer wants to send; a muted microphone stays open so that unmuting is immediate. */
  readonly cameraOn: boolean
  readonly microphoneOn: boolean
}

export interface DeskLineParts {
  readonly socket: SignalSocket
  readonly peer: PeerSession
  readonly media: LocalMedia
  readonly now?: () => number
  /** The officer has just accepted; for measuring. */
  readonly accepting?: () => void
}

/**
 * One desk's line to the outside: what signaling says, the media connection and the devices, kept in step. The connection is
 * warm as soon as the desk may be called; camera and microphone open with an offer and close with the meeting. Knows no Vue.
 */
export class DeskLine {
  private desk: DeskState = INITIAL
  private cameraOn = true
  private microphoneOn = true
  private warm = false
  /** What the officer chose; a restarted server forgets it and is told again. */
  private wanted: boolean | undefined
  /** The first `queue` after a welcome has not come yet. */
  private greeted = false
  private situation: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<(snapshot: DeskSnapshot) => void>()
  private readonly endings: (() => void)[]
  private readonly now: () => number

  constructor(private readonly parts: DeskLineParts) {
    this.now = parts.now ?? Date.now
    const { socket, peer, media } = parts
    this.endings = [
      socket.onMessage((message) => {
        this.apply({ kind: 'message', message, at: this.now() })
        if (message.type === 'welcome') this.welcomed(message.bridgeInstance)
        if (message.type === 'bridge') peer.lineUp(message.bridgeInstance)
        if (message.type === 'second-bridge') peer.recordAt(message.bridgeInstance)
        if (message.type === 'queue') this.keepAvailability(message.available)
      }),
      socket.onState(() => this.tell()),
      media.onChange(() => {
        void this.giveTracks()
        this.tell()
      })
    ]
  }

  open(): void {
    this.parts.socket.open()
  }

  close(): void {
    clearTimeout(this.situation)
    this.endings.forEach((end) => end())
    this.parts.media.stop()
    this.parts.peer.close()
    this.parts.socket.close()
  }

  get snapshot(): DeskSnapshot {
    const { socket, peer, media } = this.parts
    return {
      desk: this.desk,
      phase: phaseOf(this.desk),
      socket: socket.state,
      media: peer.state,
      camera: media.state('camera'),
      microphone: media.state('microphone'),
      cameraOn: this.cameraOn,
      microphoneOn: this.microphoneOn
    }
  }

  get streams() {
    return this.parts.peer.streams
  }

  loudness(): readonly number[] {
    return this.parts.peer.loudness()
  }

  onChange(listener: (snapshot: DeskSnapshot) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The media connection changed; called by whoever made the peer session. */
  mediaChanged(): void {
    this.tell()
  }

  async ask(request: Request): Promise<void> {
    await this.parts.socket.request(request)
  }

  async setAvailable(available: boolean): Promise<void> {
    this.wanted = available
    await this.ask({ type: 'set-available', available })
  }

  /** Answers an offer or an invitation; the devices are asked for at the same time, not before the answer. */
  async accept(consultation: string): Promise<void> {
    this.parts.accepting?.()
    this.warmUp()
    void this.openDevices()
    // What is sent before both have accepted goes nowhere, the bridge drops it; but the encoder is awake when they have.
    void this.parts.peer.setLive(true)
    try {
      await this.ask({ type: 'accept', consultation })
    } catch (error) {
      void this.parts.peer.setLive(phaseOf(this.desk) === 'live')
      throw error
    }
  }

  async decline(consultation: string): Promise<void> {
    await this.ask({ type: 'decline', consultation })
    this.apply({ kind: 'invitation-answered' })
  }

  invitationRanOut(): void {
    this.apply({ kind: 'invitation-answered' })
  }

  finishedSeen(): void {
    this.apply({ kind: 'finished-seen' })
    this.parts.socket.forgetPlace()
  }

  async setMicrophone(on: boolean): Promise<void> {
    this.microphoneOn = on
    await this.sourceChanged('microphone', on)
  }

  async setCamera(on: boolean): Promise<void> {
    this.cameraOn = on
    await this.sourceChanged('camera', on)
  }

  async openDevices(): Promise<void> {
    const { media } = this.parts
    await Promise.all([media.openMicrophone(), media.openCamera()])
    await this.giveTracks()
  }

  /** Tries a device again that was missing or refused. */
  async retryDevices(): Promise<void> {
    await this.openDevices()
  }

  private welcomed(bridgeInstance: string | null): void {
    this.greeted = true
    this.parts.peer.lineUp(bridgeInstance)
    clearTimeout(this.situation)
    this.situation = setTimeout(() => this.apply({ kind: 'situation-told' }), SITUATION_WITHIN_MS)
  }

  private keepAvailability(available: boolean): void {
    if (!this.greeted) return
    this.greeted = false
    if (this.wanted === true && !available) void this.setAvailable(true).catch(() => undefined)
  }

  private apply(action: DeskAction): void {
    const before = this.desk
    this.desk = reduce(before, action)
    if (this.desk === before) return
    if (this.desk.available || this.desk.meeting || this.desk.invitation) this.warmUp()
    const was = phaseOf(before)
    const is = phaseOf(this.desk)
    if (was !== is) this.phaseChanged(is)
    if (before.meeting !== this.desk.meeting)
      void this.parts.peer.seenBy(othersThere(this.desk.meeting, this.desk.me?.member))
    this.tell()
  }

  private phaseChanged(phase: DeskPhase): void {
    const { peer, media } = this.parts
    switch (phase) {
      case 'offered':
      case 'waiting-for-resident':
        void this.openDevices()
        return
      case 'live':
        void peer.setLive(true)
        void this.openDevices()
        return
      case 'held':
        void peer.setLive(false)
        return
      case 'idle':
        void peer.setLive(false)
        peer.recordAt(null)
        media.stop()
        this.cameraOn = true
        this.microphoneOn = true
        void this.giveTracks()
        return
    }
  }

  private warmUp(): void {
    if (this.warm) return
    this.warm = true
    this.parts.peer.start()
  }

  private async giveTracks(): Promise<void> {
    const { peer, media } = this.parts
    const microphone = media.track('microphone')
    if (microphone) microphone.enabled = this.microphoneOn
    await Promise.all([
      peer.setTrack('microphone', microphone),
      peer.setTrack('camera', this.cameraOn ? media.track('camera') : null)
    ])
  }

  private async sourceChanged(source: 'microphone' | 'camera', on: boolean): Promise<void> {
    await this.giveTracks()
    this.tell()
    const consultation = this.desk.meeting?.consultation
    if (consultation !== undefined) await this.ask({ type: 'set-source', consultation, source, on })
  }

  private tell(): void {
    const { snapshot } = this
    for (const listener of this.listeners) listener(snapshot)
  }
}
