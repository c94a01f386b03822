/** Why a device gives nothing. Each has its own sentence on screen. */
export type MediaFault =
  /** There is no such device. */
  | 'missing'
  /** The browser or a person said no. */
  | 'refused'
  /** Another program holds it. */
  | 'busy'
  /** Browsers open cameras on https and localhost only. */
  | 'insecure'
  | 'unknown'

export type DeviceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack; readonly label: string }
  | { readonly kind: 'fault'; readonly fault: MediaFault }

export type LocalDevice = 'microphone' | 'camera' | 'document'

export function faultOf(error: unknown): MediaFault {
  const name = error instanceof Error ? error.name : ''
  switch (name) {
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return 'missing'
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return 'refused'
    case 'NotReadableError':
    case 'AbortError':
    case 'TrackStartError':
      return 'busy'
    case 'TypeError':
      return 'insecure'
    default:
      return 'unknown'
  }
}

export interface MediaChoice {
  readonly camera?: string
  readonly document?: string
  readonly microphone?: string
}

type Devices = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>

/** The cameras and the microphone of this machine. Nothing is on before it is asked for, and {@link stop} turns all off. */
export class LocalMedia {
  private readonly states = new Map<LocalDevice, DeviceState>()
  private readonly opening = new Map<LocalDevice, Promise<DeviceState>>()
  private readonly listeners = new Set<() => void>()

  /** @param devices null where the browser gives none: not https, not localhost */
  constructor(
    private readonly choice: () => MediaChoice = () => ({}),
    private readonly devices: Devices | null = globalThis.navigator.mediaDevices ?? null
  ) {}

  state(device: LocalDevice): DeviceState {
    return this.states.get(device) ?? { kind: 'off' }
  }

  track(device: LocalDevice): MediaStreamTrack | null {
    const state = this.state(device)
    return state.kind === 'on' ? state.track : null
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async openMicrophone(): Promise<DeviceState> {
    const { microphone } = this.choice()
    return this.open('microphone', {
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        channelCount: 1,
        ...(microphone === undefined ? {} : { deviceId: { ideal: microphone } })
      }
    })
  }

  async openCamera(): Promise<DeviceState> {
    const { camera } = this.choice()
    return this.open('camera', {
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30 },
        ...(camera === undefined ? {} : { deviceId: { ideal: camera } })
      }
    })
  }

  /**
   * The camera that looks at papers: the chosen one, else the second video input. A machine with one camera has none; the
   * fault is `missing` then, and a page takes its stills from the camera itself.
   */
  async openDocument(): Promise<DeviceState> {
    if (this.state('document').kind === 'on') return this.state('document')
    const device = await this.findDocument()
    if (device === undefined) return this.enter('document', { kind: 'fault', fault: 'missing' })
    return this.open('document', {
      video: {
        deviceId: { exact: device },
        width: { ideal: 1920 },
        height: { ideal: 1080 },
        frameRate: { ideal: 15 }
      }
    })
  }

  stop(device?: LocalDevice): void {
    for (const [name, state] of [...this.states]) {
      if (device !== undefined && device !== name) continue
      if (state.kind === 'on') {
        state.track.onended = null
        state.track.stop()
      }
      this.enter(name, { kind: 'off' })
    }
  }

  private async findDocument(): Promise<string | undefined> {
    if (this.devices === null) return undefined
    const all = await this.devices.enumerateDevices()
    const inputs = all.filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
    const { document: chosen } = this.choice()
    if (chosen !== undefined && inputs.some((device) => device.deviceId === chosen)) return chosen
    const face = this.track('camera')?.getSettings().deviceId ?? inputs[0]?.deviceId
    return inputs.find((device) => device.deviceId !== face)?.deviceId
  }

  /** Asked for twice at once, a device is opened once. */
  private async open(device: LocalDevice, wanted: MediaStreamConstraints): Promise<DeviceState> {
    const before = this.state(device)
    if (before.kind === 'on' && before.track.readyState === 'live') return before
    const already = before.kind === 'opening' ? this.opening.get(device) : undefined
    if (already !== undefined) return already
    const opening = this.askFor(device, wanted)
    this.opening.set(device, opening)
    return opening
  }

  private async askFor(device: LocalDevice, wanted: MediaStreamConstraints): Promise<DeviceState> {
    if (this.devices === null) return this.enter(device, { kind: 'fault', fault: 'insecure' })
    this.enter(device, { kind: 'opening' })
    try {
      const stream = await this.devices.getUserMedia(wanted)
      const track = stream.getTracks()[0]
      if (track === undefined) return this.enter(device, { kind: 'fault', fault: 'missing' })
      if (this.state(device).kind !== 'opening') {
        // Stopped while the browser was asking.
        track.stop()
        return this.state(device)
      }
      track.onended = () => this.enter(device, { kind: 'fault', fault: 'missing' })
      return this.enter(device, { kind: 'on', track, label: track.label })
    } catch (error) {
      return this.enter(device, { kind: 'fault', fault: faultOf(error) })
    }
  }

  private enter(device: LocalDevice, state: DeviceState): DeviceState {
    this.states.set(device, state)
    for (const listener of this.listeners) listener()
    return state
  }
}
