import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Line } from '@/features/consultation'
import type { SourceKind } from '@/protocol'
import { type DeviceState, type LocalDevice, LocalMedia, type MediaChoice } from '@/rtc'

const KEY = 'yizhan.booth.devices'
const DEVICES: readonly LocalDevice[] = ['microphone', 'camera', 'document']

/** Which devices the station's staff chose for this machine; none: the browser's own order. */
function chosen(): MediaChoice {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as MediaChoice
  } catch {
    return {}
  }
}

/** The booth's cameras and microphone: lit for the check and from *I am here* to the end of the meeting, dark otherwise. */
export function useDevices(line: Line) {
  const local = new LocalMedia(chosen)
  const off: DeviceState = { kind: 'off' }
  const states = shallowRef<Readonly<Record<LocalDevice, DeviceState>>>({ microphone: off, camera: off, document: off })
  const muted = shallowRef(false)
  const hidden = shallowRef(false)

  local.onChange(() => {
    states.value = {
      microphone: local.state('microphone'),
      camera: local.state('camera'),
      document: local.state('document')
    }
  })

  /** All that the meeting needs, each by itself: one that is missing holds up no other. */
  async function openAll(): Promise<void> {
    const camera = local.openCamera().then(() => hand('camera'))
    const microphone = local.openMicrophone().then(() => hand('microphone'))
    await Promise.all([camera, microphone])
    await local.openDocument()
    await hand('document')
  }

  async function hand(device: LocalDevice): Promise<void> {
    await line.peer.value?.setTrack(device, local.track(device))
    if (local.state(device).kind === 'fault') announce(device, false)
  }

  /** Others should know what they will not get. Nothing hangs on the answer. */
  function announce(source: SourceKind, on: boolean) {
    const consultation = line.consultation.value
    if (consultation === null || (consultation.state !== 'live' && consultation.state !== 'held')) return
    line.socket
      .request({ type: 'set-source', consultation: consultation.consultation, source, on })
      .catch(() => undefined)
  }

  function setMuted(wish: boolean) {
    muted.value = wish
    const track = local.track('microphone')
    if (track !== null) track.enabled = !wish
    announce('microphone', !wish)
  }

  function setHidden(wish: boolean) {
    hidden.value = wish
    const track = local.track('camera')
    if (track !== null) track.enabled = !wish
    announce('camera', !wish)
  }

  function stop() {
    local.stop()
    muted.value = false
    hidden.value = false
  }

  // What could not be opened before the meeting is said when it begins.
  watch(
    () => line.consultation.value?.state === 'live',
    (live) => {
      if (!live) return
      for (const device of DEVICES) if (local.state(device).kind === 'fault') announce(device, false)
    }
  )
  onScopeDispose(stop)

  return { local, states, muted, hidden, openAll, setMuted, setHidden, stop }
}

export type Devices = ReturnType<typeof useDevices>
