import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { takeStill } from '.'

const camera = { readyState: 'live' } as MediaStreamTrack
const still = (size: number, type = 'image/jpeg') => ({ type, size }) as Blob
const never = () => new Promise<never>(() => undefined)

/** A browser whose cameras answer so when they are asked for a still. */
function stillMode(takePhoto: () => Promise<Blob>) {
  vi.stubGlobal(
    'ImageCapture',
    class {
      takePhoto = takePhoto
    }
  )
}

/** A browser in which a camera's picture can be played so, and drawn. */
function picture(play: () => Promise<void>) {
  vi.stubGlobal('MediaStream', function () {})
  vi.stubGlobal('document', {
    createElement: (kind: string) =>
      kind === 'video'
        ? { play, videoWidth: 1920, videoHeight: 1080 }
        : {
            getContext: () => ({ drawImage: () => undefined }),
            toBlob: (then: (blob: Blob) => void) => then(still(7))
          }
  })
}

describe('a still of a paper', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is what the camera takes in its still mode', async () => {
    stillMode(() => Promise.resolve(still(5_000)))
    expect((await takeStill(camera)).size).toBe(5_000)
  })

  it('is the running picture where the camera has no still mode, or makes too large a file', async () => {
    picture(() => Promise.resolve())
    stillMode(() => Promise.reject(new Error('no such mode')))
    expect((await takeStill(camera)).size).toBe(7)
    stillMode(() => Promise.resolve(still(9_000_000)))
    expect((await takeStill(camera)).size).toBe(7)
  })

  it('is the running picture where the still mode does not answer', async () => {
    picture(() => Promise.resolve())
    stillMode(never)
    const taken = takeStill(camera)
    await vi.advanceTimersByTimeAsync(5_000)
    expect((await taken).size).toBe(7)
  })

  it('fails with a word when neither answers, so that the officer can ask again', async () => {
    picture(never)
    stillMode(never)
    const taken = takeStill(camera)
    const failed = expect(taken).rejects.toMatchObject({ reason: 'camera-lost' })
    await vi.advanceTimersByTimeAsync(10_000)
    await failed
  })

  it('is not taken without a camera, or of one that was unplugged', async () => {
    await expect(takeStill(null)).rejects.toMatchObject({ reason: 'no-document-camera' })
    await expect(takeStill({ readyState: 'ended' } as MediaStreamTrack)).rejects.toMatchObject({
      reason: 'camera-lost'
    })
  })
})
