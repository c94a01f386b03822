import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { CHROMIUM } from '../browser'
import { devicesOf, type Devices } from './generate'
import type { Who } from './mark'

/** Drawn people for pictures in documents: nobody's face, and still a meeting that looks like one. */
interface Drawing {
  wall: string
  skin: string
  hair: string
  coat: string
  shirt: string
  /** Further shapes: glasses, a collar, a window behind. */
  extra: string
}

const DRAWINGS: Record<'booth' | 'desk' | 'clerk', Drawing> = {
  booth: {
    wall: '#d9cfc0',
    skin: '#e6b98f',
    hair: '#d7d7d7',
    coat: '#4d6072',
    shirt: '#c9d4dc',
    extra: `<g fill="none" stroke="#3b3b3b" stroke-width="7"><circle cx="580" cy="322" r="40"/><circle cx="700" cy="322" r="40"/>
      <path d="M620 318q20-12 40 0"/></g><path d="M560 268q24-16 46-4M674 264q24-12 46 4" stroke="#bdbdbd" stroke-width="12" fill="none"/>
      <path d="M540 372q-6 20 6 34M740 372q6 20-6 34" stroke="#cf9f78" stroke-width="6" fill="none"/>`
  },
  desk: {
    wall: '#dfe8ea',
    skin: '#f0c8a4',
    hair: '#2c2522',
    coat: '#1f4b66',
    shirt: '#ffffff',
    extra: `<path d="M520 250q-30 190 6 260 30-40 24-150zM760 250q30 190-6 260-30-40-24-150z" fill="#2c2522"/>
      <rect x="770" y="640" width="90" height="26" rx="5" fill="#e9eef1"/><rect x="70" y="90" width="250" height="330" rx="8" fill="#c5d8dd"/>
      <path d="M195 90v330M70 255h250" stroke="#eef4f5" stroke-width="10"/>`
  },
  clerk: {
    wall: '#e5e0d3',
    skin: '#e8bd95',
    hair: '#37302b',
    coat: '#6b3f34',
    shirt: '#f4efe6',
    extra: `<rect x="960" y="120" width="220" height="300" rx="8" fill="#cfc6b2"/><path d="M960 220h220M960 320h220" stroke="#b6ab93" stroke-width="8"/>`
  }
}

function portrait({ wall, skin, hair, coat, shirt, extra }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720" viewBox="0 0 1280 720">
    <defs><radialGradient id="light" cx=".5" cy=".4" r=".8"><stop offset="0" stop-color="#fff" stop-opacity=".5"/><stop offset="1" stop-color="#000" stop-opacity=".12"/></radialGradient></defs>
    <rect width="1280" height="720" fill="${wall}"/><rect width="1280" height="720" fill="url(#light)"/>
    <path d="M330 720q20-190 200-220h220q180 30 200 220z" fill="${coat}"/>
    <path d="M560 500l80 90 80-90z" fill="${shirt}"/><rect x="585" y="420" width="110" height="110" rx="44" fill="${skin}"/>
    <path d="M590 470q50 40 100 0v20q-50 34-100 0z" fill="#000" opacity=".08"/>
    <ellipse cx="640" cy="330" rx="122" ry="152" fill="${skin}"/>
    <path d="M512 320q-14-176 128-180 142 4 128 180-24-96-128-100-104 4-128 100z" fill="${hair}"/>
    <circle cx="582" cy="324" r="9" fill="#2a2a2a"/><circle cx="698" cy="324" r="9" fill="#2a2a2a"/>
    <path d="M640 330q-16 46 4 54" stroke="#000" stroke-opacity=".2" stroke-width="6" fill="none"/>
    <path d="M596 418q44 34 88 0" stroke="#a3523f" stroke-width="9" stroke-linecap="round" fill="none"/>${extra}</svg>`
}

/** Camera and microphone files of a drawn person, made once a machine. */
export async function portraitOf(who: keyof typeof DRAWINGS & Who): Promise<Devices> {
  const folder = join(tmpdir(), 'yizhan-e2e-portraits-v1')
  mkdirSync(folder, { recursive: true })
  const video = join(folder, `${who}.mjpeg`)
  if (!existsSync(video)) {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    await page.setContent(`<body style="margin:0">${portrait(DRAWINGS[who])}</body>`)
    const still = join(folder, `${who}.png`)
    writeFileSync(still, await page.screenshot())
    await browser.close()
    // A slow breath in and out keeps the picture alive.
    const { status } = spawnSync('ffmpeg', [
      ...['-v', 'error', '-y', '-loop', '1', '-i', still, '-t', '8', '-r', '30'],
      ...['-vf', 'scale=1340:754,crop=1280:720:30+6*sin(2*PI*t/8):17+5*sin(2*PI*t/4),noise=alls=4:allf=t'],
      ...['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg', video]
    ])
    if (status !== 0) throw new Error(`ffmpeg could not make ${video}`)
  }
  return { video, audio: (await devicesOf(who)).audio }
}
