import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { Company } from '../journeys/company'
import { figure } from '../figures'
import { complaintsOf } from '../media/analyse'
import { backAfter, type Sense, stepsAfter, watchSilences } from '../media/silences'
import { pictureIn } from '../people/booth'
import { Product } from '../product'
import { recordingsIn } from '../recordings'

/** Meetings, each in a product of its own, and how often the bridge of each is killed. */
const MEETINGS = 2
const KILLS = Number(process.env.YIZHAN_KILLS ?? 10)
const BACK_WITHIN_MS = 3_000
/** Until the last file goes on. */
const REST_MS = 8_000
/** Until the processors have forgotten that a bridge was started: its first minute is spent on compiling. */
const SETTLED_AFTER_MS = 30_000
/** The one of the meeting and two to move to, as a district would have them. */
const BRIDGES = 3
/** A bridge that is killed comes back, but not while the pages need the processors that all share here. */
const RESTARTED_AFTER_S = 15
/** Drawing two large windows by software, and encoding what cameras see, would take the processors that the bridges share with them here. */
const SMALL = { width: 640, height: 480 }
/** Who is not back by then does not come back. */
const BACK_AT_ALL_MS = 30_000

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Status {
  readonly bridgeInstance: string
  readonly rooms: number
}

/** The bridges of a split product, as the other parts see them. */
class Bridges {
  private readonly secret: string
  private readonly ports: number[]

  constructor(private readonly product: Product) {
    this.secret = readFileSync(join(product.data, 'part-secret'), 'utf8').trim()
    const proxy = readFileSync(join(product.data, 'log/nginx.conf'), 'utf8')
    const upstream = /upstream media_bridge \{([^}]*)\}/.exec(proxy)?.[1] ?? ''
    this.ports = [...upstream.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port))
  }

  async status(index: number): Promise<Status | null> {
    const url = `http://127.0.0.1:${this.ports[index] ?? 0}/internal/bridge/status`
    const answer = await fetch(url, { headers: { 'Yizhan-Part-Secret': this.secret } }).catch(() => null)
    return answer?.ok ? ((await answer.json()) as Status) : null
  }

  async allThere(): Promise<void> {
    for (const index of this.ports.keys()) {
      await expect.poll(async () => (await this.status(index)) !== null, { timeout: 120_000 }).toBe(true)
    }
  }

  /** Kills the one that has the meeting, without a word. Returns when. */
  async killTheBusyOne(): Promise<number> {
    for (const index of this.ports.keys()) {
      if (((await this.status(index))?.rooms ?? 0) > 0) {
        const name = index === 0 ? 'media-bridge' : `media-bridge-${String(index + 1)}`
        const pid = Number(readFileSync(join(this.product.data, `log/${name}.pid`), 'utf8'))
        const at = Date.now()
        process.kill(pid, 'SIGKILL')
        return at
      }
    }
    throw new Error('no bridge has a meeting')
  }
}

/** How long after `killed` it came back, in ms. */
async function back(page: Page, sense: Sense, killed: number): Promise<number> {
  const until = Date.now() + BACK_AT_ALL_MS
  while (Date.now() < until) {
    const after = await backAfter(page, sense, killed)
    if (after !== null) return after
    await wait(100)
  }
  return Infinity
}

const p95 = (all: number[]) => [...all].sort((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1] ?? Infinity

type Times = Record<'booth sees' | 'desk sees' | 'booth hears' | 'desk hears', number[]>

/** A meeting whose bridge is killed again and again; each time it goes on on another, and there are three again soon. */
async function oneMeeting(times: Times): Promise<void> {
  const company = new Company('tiny')
  company.product = await Product.begin({
    split: true,
    args: ['--bridges', String(BRIDGES), '--restart-after', String(RESTARTED_AFTER_S)]
  })
  try {
    const bridges = new Bridges(company.product)
    await bridges.allThere()
    const { booth, officer } = await company.meeting()
    for (const { page } of [booth, officer]) await page.setViewportSize(SMALL)
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    await Promise.all([watchSilences(booth.page), watchSilences(officer.page)])
    for (let kill = 1; kill <= KILLS; kill++) {
      await bridges.allThere()
      await wait(SETTLED_AFTER_MS)
      const killed = await bridges.killTheBusyOne()
      const found = {
        'booth sees': back(booth.page, 'seen', killed),
        'desk sees': back(officer.page, 'seen', killed),
        'booth hears': back(booth.page, 'heard', killed),
        'desk hears': back(officer.page, 'heard', killed)
      }
      for (const [who, after] of Object.entries(found)) times[who as keyof Times].push(Math.round(await after))
      process.stdout.write(
        `    ${String(kill)}: ${Object.values(times)
          .map((all) => all.at(-1))
          .join(
            ', '
          )} ms\n       booth: ${await stepsAfter(booth.page, killed)}\n       desk: ${await stepsAfter(officer.page, killed)}\n`
      )
    }
    await wait(REST_MS)
    await officer.end()
    await booth.rate(5)
    await expect.poll(() => recordingsIn(company.product)[0]?.manifest.state, { timeout: 60_000 }).toBe('sealed')
    const recordings = recordingsIn(company.product)
    expect(recordings.length).toBe(1)
    const recording = recordings[0]!
    expect(recording.manifest.interrupted).toBe(true)
    expect(recording.manifest.parts.length).toBe(KILLS + 1)
    const verified = spawnSync(join(import.meta.dirname, '../../../verify'), [recording.folder], { encoding: 'utf8' })
    expect(verified.status, verified.stdout + verified.stderr).toBe(0)
    for (const source of recording.sources) expect(await complaintsOf(source.file), source.file).toEqual([])
  } finally {
    await company.dismiss()
  }
}

test(`the bridge of a meeting is killed ${String(MEETINGS * KILLS)} times: both sides see and hear again within three seconds`, async () => {
  test.setTimeout(MEETINGS * (400_000 + KILLS * 150_000))
  const times: Times = { 'booth sees': [], 'desk sees': [], 'booth hears': [], 'desk hears': [] }
  for (let meeting = 0; meeting < MEETINGS; meeting++) await oneMeeting(times)
  for (const [who, all] of Object.entries(times)) {
    const sorted = [...all].sort((a, b) => a - b)
    figure(
      who,
      `p50 ${String(sorted[Math.floor(all.length / 2)])} ms, p95 ${String(p95(all))} ms, worst ${String(sorted.at(-1))} ms`
    )
  }
  for (const [who, all] of Object.entries(times)) expect(p95(all), who).toBeLessThanOrEqual(BACK_WITHIN_MS)
})
