import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import type { Devices } from './media/generate'

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

export interface BrowserOptions {
  /** Files for the fake camera and microphone; without them Chromium's own test picture. */
  devices?: Devices
  /** Another program to start, see {@link HomeNetwork.browser}. */
  executable?: string
  /** Origins without TLS whose pages may use the camera all the same. */
  trust?: readonly string[]
  viewport?: { width: number; height: number }
}

/** A real Chromium of one person, with a profile of its own. */
export async function browserOf(options: BrowserOptions = {}): Promise<BrowserContext> {
  const { devices, trust } = options
  return chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'yizhan-e2e-profile-')), {
    executablePath: options.executable ?? CHROMIUM,
    headless: true,
    viewport: options.viewport ?? { width: 1920, height: 1080 },
    locale: 'zh-CN',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      ...(devices
        ? [`--use-file-for-fake-video-capture=${devices.video}`, `--use-file-for-fake-audio-capture=${devices.audio}`]
        : []),
      ...(trust ? [`--unsafely-treat-insecure-origin-as-secure=${trust.join(',')}`] : [])
    ]
  })
}
