import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LARGE = { maxBuffer: 512 * 1024 * 1024 }

/** Every line that ffmpeg complains about while it decodes the whole file; empty when the file is sound. */
export async function complaintsOf(file: string): Promise<string[]> {
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-'], LARGE)
  return stderr.split('\n').filter((line) => line.trim() !== '')
}

/** From the first to the end of the last decoded frame, in seconds of the file's own clock. */
export async function spanOf(file: string): Promise<{ start: number; end: number }> {
  const { stdout } = await run(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0', file],
    LARGE
  )
  const packets = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
  const starts = packets.map(([pts]) => pts ?? 0)
  const ends = packets.map(([pts, duration]) => (pts ?? 0) + (duration || 0))
  return { start: Math.min(...starts), end: Math.max(...ends) }
}

/** When the picture turns from dark to white, in seconds of the file's own clock. */
export async function flashesIn(file: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', file],
      ...['-vf', 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-', '-f', 'null', '-']
    ],
    LARGE
  )
  const frames = [...stdout.matchAll(/pts_time:(\S+)\s+lavfi\.signalstats\.YAVG=(\S+)/g)].map(([, at, level]) => [
    Number(at),
    Number(level)
  ])
  const onsets: number[] = []
  let white = true
  for (const [at, level] of frames) {
    const now = (level ?? 0) > 120
    if (now && !white) onsets.push(at ?? 0)
    white = now
  }
  return onsets
}

/** When a beep begins after silence, in seconds of the file's own clock. */
export async function beepsIn(file: string): Promise<number[]> {
  const rate = 48_000
  const { start } = await spanOf(file)
  const { stdout } = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      file,
      '-af',
      'aresample=async=1:first_pts=0',
      '-f',
      's16le',
      '-ac',
      '1',
      '-ar',
      `${rate}`,
      '-'
    ],
    { ...LARGE, encoding: 'buffer' }
  )
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.byteLength >> 1)
  const window = rate / 200
  const onsets: number[] = []
  let quietWindows = 0
  for (let i = 0; i + window <= samples.length; i += window) {
    let peak = 0
    for (let j = i; j < i + window; j++) peak = Math.max(peak, Math.abs(samples[j]!))
    if (peak > 2000) {
      if (quietWindows > 40) onsets.push(i / rate)
      quietWindows = 0
    } else {
      quietWindows++
    }
  }
  return start < 0 ? onsets.map((at) => at + start) : onsets
}

/** The middle of how far each flash lies from the beep nearest to it, in ms; positive: the sound is late. */
export function skewMs(flashes: readonly number[], beeps: readonly number[]): number {
  const distances = flashes
    .map((flash) => beeps.map((beep) => beep - flash).sort((a, b) => Math.abs(a) - Math.abs(b))[0])
    .filter((distance): distance is number => distance !== undefined && Math.abs(distance) < 0.5)
    .sort((a, b) => a - b)
  if (distances.length < 5) throw new Error(`only ${distances.length} flashes have a beep near them`)
  return Math.round(distances[Math.floor(distances.length / 2)]! * 1000)
}
