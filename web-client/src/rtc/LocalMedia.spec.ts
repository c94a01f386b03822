import { describe, expect, it } from 'vitest'
import { faultOf, LocalMedia } from './LocalMedia'
import { loudness } from './LevelMeter'

interface FakeDevice {
  readonly id: string
  readonly kind: 'audioinput' | 'videoinput'
}

class FakeCameraTrack {
  readyState = 'live'
  onended: (() => void) | null = null
  label = 'camera'
  constructor(readonly id: string) {}
  getSettings() {
    return { deviceId: this.id }
  }
  stop() {
    this.readyState = 'ended'
  }
}

function machine(devices: readonly FakeDevice[], refuse?: string) {
  const opened: FakeCameraTrack[] = []
  return {
    opened,
    async getUserMedia({ video, audio }: MediaStreamConstraints) {
      if (refuse !== undefined) throw Object.assign(new Error(refuse), { name: refuse })
      const kind = audio === undefined ? 'videoinput' : 'audioinput'
      const wanted = ((video ?? audio) as MediaTrackConstraints).deviceId as { exact?: string } | undefined
      const found = devices.find((one) => one.kind === kind && (wanted?.exact === undefined || wanted.exact === one.id))
      if (found === undefined) throw Object.assign(new Error('none'), { name: 'NotFoundError' })
      const track = new FakeCameraTrack(found.id)
      opened.push(track)
      return Promise.resolve({ getTracks: () => [track] } as unknown as MediaStream)
    },
    async enumerateDevices() {
      return Promise.resolve(devices.map(({ id, kind }) => ({ deviceId: id, kind }) as MediaDeviceInfo))
    }
  }
}

const face = { id: 'face', kind: 'videoinput' } as const
const table = { id: 'table', kind: 'videoinput' } as const

describe('devices', () => {
  it('each fail by themselves, with a reason that can be told', async () => {
    const media = new LocalMedia(() => ({}), machine([face]))
    expect((await media.openCamera()).kind).toBe('on')
    expect(await media.openMicrophone()).toEqual({ kind: 'fault', fault: 'missing' })
  })

  it.each([
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['Whatever', 'unknown']
  ])('%s is told as %s', async (name, fault) => {
    const media = new LocalMedia(() => ({}), machine([face], name))
    expect(await media.openCamera()).toEqual({ kind: 'fault', fault })
    expect(faultOf('not an error')).toBe('unknown')
  })

  it('cannot be had from an address that is not secure', async () => {
    const media = new LocalMedia(() => ({}), null)
    expect(await media.openCamera()).toEqual({ kind: 'fault', fault: 'insecure' })
  })

  it('opened once stay one', async () => {
    const devices = machine([face])
    const media = new LocalMedia(() => ({}), devices)
    await Promise.all([media.openCamera(), media.openCamera()])
    await media.openCamera()
    expect(devices.opened).toHaveLength(1)
  })

  it('go dark on stop, also when the browser was still asking', async () => {
    const devices = machine([face])
    const media = new LocalMedia(() => ({}), devices)
    const opening = media.openCamera()
    media.stop()
    expect((await opening).kind).toBe('off')
    expect(devices.opened[0]?.readyState).toBe('ended')
  })

  it('that are pulled out are told as missing', async () => {
    const devices = machine([face])
    const media = new LocalMedia(() => ({}), devices)
    await media.openCamera()
    devices.opened[0]?.onended?.()
    expect(media.state('camera')).toEqual({ kind: 'fault', fault: 'missing' })
  })
})

describe('the document camera', () => {
  it('is the one that does not look at the face', async () => {
    const media = new LocalMedia(() => ({}), machine([face, table]))
    await media.openCamera()
    expect(await media.openDocument()).toMatchObject({ kind: 'on', track: { id: 'table' } })
  })

  it('is the chosen one when one is chosen', async () => {
    const third = { id: 'third', kind: 'videoinput' } as const
    const media = new LocalMedia(() => ({ document: 'third' }), machine([face, table, third]))
    await media.openCamera()
    expect(await media.openDocument()).toMatchObject({ kind: 'on', track: { id: 'third' } })
  })

  it('is missing on a machine with one camera', async () => {
    const media = new LocalMedia(() => ({}), machine([face]))
    await media.openCamera()
    expect(await media.openDocument()).toEqual({ kind: 'fault', fault: 'missing' })
  })
})

describe('loudness', () => {
  it('is nothing for silence, little for a quiet room, all for a shout', () => {
    const tone = (amplitude: number) =>
      Float32Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 5))
    expect(loudness(new Float32Array(1024))).toBe(0)
    expect(loudness(tone(0.002))).toBeLessThan(0.2)
    expect(loudness(tone(0.1))).toBeGreaterThan(0.6)
    expect(loudness(tone(1))).toBe(1)
  })
})
