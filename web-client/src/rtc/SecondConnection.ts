import type { SourceKind } from '@/protocol'
import type { PeerState } from './peerState'

/** As much of a session as is needed; what a peer session is. */
interface Session {
  readonly state: PeerState
  start(): void
  lineUp(bridge: string): void
  setTrack(source: SourceKind, track: MediaStreamTrack | null): Promise<void>
  setLive(live: boolean): Promise<void>
  networkChanged(): void
  close(): void
}

/**
 * The connection to a second bridge that records the meeting too: sent the same as the first, shown nothing. It mends itself,
 * and whatever becomes of it, nobody else hears of it.
 */
export class SecondConnection {
  private session: Session | null = null
  private bridge: string | null = null
  private live = false
  private readonly tracks = new Map<SourceKind, MediaStreamTrack>()

  constructor(private readonly connect: () => Session) {}

  /** Where the meeting is recorded a second time; null: nowhere. */
  told(bridge: string | null): void {
    this.bridge = bridge
    if (bridge === null) {
      this.session?.close()
      this.session = null
      return
    }
    if (this.session !== null) {
      this.session.lineUp(bridge)
      return
    }
    const session = this.connect()
    this.session = session
    for (const [source, track] of this.tracks) quietly(session.setTrack(source, track))
    quietly(session.setLive(this.live))
    session.start()
  }

  /** The signaling line works again: a path that broke meanwhile is mended at once. */
  lineUp(): void {
    if (this.bridge !== null) this.session?.lineUp(this.bridge)
  }

  setTrack(source: SourceKind, track: MediaStreamTrack | null): void {
    if (track === null) this.tracks.delete(source)
    else this.tracks.set(source, track)
    if (this.session !== null) quietly(this.session.setTrack(source, track))
  }

  setLive(live: boolean): void {
    this.live = live
    if (this.session !== null) quietly(this.session.setLive(live))
  }

  networkChanged(): void {
    this.session?.networkChanged()
  }

  close(): void {
    this.told(null)
    this.tracks.clear()
  }

  /** For observation only. */
  get state(): PeerState | null {
    return this.session?.state ?? null
  }
}

/** What fails here is mended by the session, or is the recording's loss alone. */
function quietly(done: Promise<void>): void {
  done.catch(() => undefined)
}
