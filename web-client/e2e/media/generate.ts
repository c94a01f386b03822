import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AREA, bitsOf, COLUMNS, ROWS, TONE, type Who } from './mark'

/**
 * Small, so that two cores carry the encoders and decoders of three browsers; a camera of 720p where the picture itself is judged,
 * a tiny one where it is not looked at and the servers need the processors.
 */
const SIZES = {
  tiny: { width: 320, height: 180 },
  small: { width: 640, height: 360 },
  hd: { width: 1280, height: 720 }
} as const
export type Size = keyof typeof SIZES
const RATE = 30
const SECONDS = 10
const SAMPLE_RATE = 48_000

/** Files that Chromium's fake devices read, looped. */
export interface Devices {
  video: string
  audio: string
}

/** Makes (once a machine) the camera and microphone files of one person: a moving picture that carries the mark, and beeps of
 *  the person's own tone. Needs ffmpeg. */
export async function devicesOf(who: Who, size: Size = 'small'): Promise<Devices> {
  const folder = join(tmpdir(), `yizhan-e2e-media-v3-${size}`)
  mkdirSync(folder, { recursive: true })
  const video = join(folder, `${who}.mjpeg`)
  const audio = join(folder, `${who}.wav`)
  if (!existsSync(video)) await writeVideo(who, video, SIZES[size])
  if (!existsSync(audio)) writeAudio(TONE[who], audio)
  return { video, audio }
}

async function writeVideo(
  who: Who,
  target: string,
  { width, height }: { width: number; height: number }
): Promise<void> {
  const strip = { width: Math.round(width * AREA.width), height: Math.round(height * AREA.height) }
  const partial = `${target}.${process.pid}.part`
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-y'],
      ...['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${RATE}`],
      ...[
        '-f',
        'rawvideo',
        '-pix_fmt',
        'gray',
        '-s',
        `${strip.width}x${strip.height}`,
        '-r',
        `${RATE}`,
        '-i',
        'pipe:0'
      ],
      '-filter_complex',
      `[0]noise=alls=6:allf=t[base];[base][1]overlay=${Math.round(width * AREA.left)}:${Math.round(height * AREA.top)}:shortest=1`,
      ...['-c:v', 'mjpeg', '-q:v', '5', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg', partial]
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] }
  )
  for (let frame = 0; frame < RATE * SECONDS; frame++) {
    const picture = stripOf(bitsOf({ who, frame }), strip.width, strip.height)
    if (!ffmpeg.stdin.write(picture)) await new Promise((resolve) => ffmpeg.stdin.once('drain', resolve))
  }
  ffmpeg.stdin.end()
  const code = await new Promise<number | null>((resolve) => ffmpeg.once('close', resolve))
  if (code !== 0) throw new Error(`ffmpeg could not make ${target}`)
  renameSync(partial, target)
}

function stripOf(bits: readonly boolean[], width: number, height: number): Buffer {
  const picture = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * ROWS) / height)
    for (let x = 0; x < width; x++) {
      const column = Math.floor((x * COLUMNS) / width)
      picture[y * width + x] = bits[row * COLUMNS + column] ? 235 : 16
    }
  }
  return picture
}

/** Beeps of 300 ms every 500 ms: a tone that never stops would be taken for noise and removed by the browser. */
function writeAudio(tone: number, target: string): void {
  const samples = SAMPLE_RATE * SECONDS
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(SAMPLE_RATE, 24)
  wav.writeUInt32LE(SAMPLE_RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i++) {
    const inBeep = (i % (SAMPLE_RATE / 2)) / SAMPLE_RATE
    const loud = inBeep < 0.3 ? Math.sin(Math.PI * (inBeep / 0.3)) : 0
    wav.writeInt16LE(Math.round(12_000 * loud * Math.sin((2 * Math.PI * tone * i) / SAMPLE_RATE)), 44 + i * 2)
  }
  writeFileSync(target, wav)
}
