/** Chromium's still camera API; not in TypeScript's library. */
interface StillCamera {
  takePhoto(): Promise<Blob>
}
type StillCameraConstructor = new (track: MediaStreamTrack) => StillCamera

/** The case service takes 10 MB; a still above this is made again from the picture as it is sent. */
const MOST_BYTES = 8_000_000
const QUALITY = 0.92
/** A still mode that has not answered by then, and a picture that has not come: some cameras answer neither yes nor no. */
const PATIENCE_MS = 5_000

export class CaptureError extends Error {
  constructor(readonly reason: 'no-document-camera' | 'camera-lost') {
    super(reason)
    this.name = 'CaptureError'
  }
}

/** One still at the camera's full resolution, as JPEG. */
export async function takeStill(track: MediaStreamTrack | null): Promise<Blob> {
  if (track === null) throw new CaptureError('no-document-camera')
  if (track.readyState !== 'live') throw new CaptureError('camera-lost')
  const photo = await fullResolution(track)
  return photo ?? (await fromPicture(track))
}

async function fullResolution(track: MediaStreamTrack): Promise<Blob | null> {
  const Camera = (globalThis as { ImageCapture?: StillCameraConstructor }).ImageCapture
  if (Camera === undefined) return null
  try {
    const photo = await inTime(new Camera(track).takePhoto())
    return photo.type === 'image/jpeg' && photo.size > 0 && photo.size <= MOST_BYTES ? photo : null
  } catch {
    // Many cameras have no still mode, or one that does not answer; the running picture serves then.
    return null
  }
}

async function fromPicture(track: MediaStreamTrack): Promise<Blob> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  try {
    await inTime(video.play())
    if (video.videoWidth === 0) {
      await inTime(new Promise((resolve) => video.addEventListener('resize', resolve, { once: true })))
    }
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    const still = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    if (still === null) throw new CaptureError('camera-lost')
    return still
  } finally {
    video.srcObject = null
  }
}

/** @throws {@link CaptureError} when nothing came of it in time. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CaptureError('camera-lost')), PATIENCE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
