/** As much of RTCPeerConnection as a session touches, in memory. */
export class FakeTrack {
  contentHint = ''
  constructor(readonly kind: string) {}
}

export class FakeStream {
  private tracks: unknown[] = []
  addTrack(track: unknown): void {
    this.tracks.push(track)
  }
  removeTrack(track: unknown): void {
    this.tracks = this.tracks.filter((one) => one !== track)
  }
  getTracks(): unknown[] {
    return [...this.tracks]
  }
}

interface Encoding {
  rid?: string
  active?: boolean
  maxBitrate?: number
}

interface FakeSender {
  track: unknown
  replaceTrack(track: unknown): Promise<void>
  getParameters(): { encodings: Encoding[] }
  setParameters(parameters: { encodings: Encoding[] }): Promise<void>
}

interface FakeTransceiver {
  readonly kind: string
  readonly direction: string
  readonly encodings: unknown
  readonly receiver: { readonly track: FakeTrack; jitterBufferTarget: number | null }
  readonly sender: FakeSender
}

export class FakePeer {
  readonly transceivers: FakeTransceiver[] = []
  readonly offers: boolean[] = []
  readonly answers: string[] = []
  iceConnectionState = 'new'
  connectionState = 'new'
  localDescription: { sdp: string } | null = null
  oniceconnectionstatechange: (() => void) | null = null
  onconnectionstatechange: (() => void) | null = null
  stats: readonly Record<string, unknown>[] = []

  addTransceiver(kind: string, init: { direction: string; sendEncodings?: Encoding[] }) {
    let encodings = init.sendEncodings ?? []
    const sender: FakeSender = {
      track: null,
      getParameters: () => ({ encodings: encodings.map((one) => ({ ...one })) }),
      setParameters: async (parameters) => {
        encodings = parameters.encodings
        return Promise.resolve()
      },
      replaceTrack: async (track: unknown) => {
        sender.track = track
        return Promise.resolve()
      }
    }
    const transceiver = {
      kind,
      direction: init.direction,
      encodings: init.sendEncodings,
      receiver: { track: new FakeTrack(kind), jitterBufferTarget: null as number | null },
      sender
    }
    this.transceivers.push(transceiver)
    return transceiver
  }

  getTransceivers() {
    return this.transceivers
  }

  getReceivers() {
    return this.transceivers.map(({ receiver }) => receiver)
  }

  async createOffer({ iceRestart }: { iceRestart: boolean }) {
    this.offers.push(iceRestart)
    return Promise.resolve({ type: 'offer', sdp: `offer ${this.offers.length}` })
  }

  async setLocalDescription(description: { sdp: string }) {
    this.localDescription = description
    return Promise.resolve()
  }

  async setRemoteDescription({ sdp }: { sdp: string }) {
    this.answers.push(sdp)
    return Promise.resolve()
  }

  async getStats() {
    return Promise.resolve(new Map(this.stats.map((stat, index) => [`${index}`, stat])))
  }

  close(): void {
    this.connectionState = 'closed'
  }

  /** The browser says how its path is. */
  become(state: 'connected' | 'disconnected' | 'failed'): void {
    this.iceConnectionState = state
    this.connectionState = state
    this.onconnectionstatechange?.()
  }

  /** Media sections in their order, as `kind direction`. */
  sections(): string[] {
    return this.transceivers.map(({ kind, direction }) => `${kind} ${direction}`)
  }

  sending(): unknown[] {
    return this.transceivers.slice(0, 4).map(({ sender }) => sender.track)
  }
}
