import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { Company } from '../journeys/company'
import { figure } from '../figures'
import { complaintsOf } from '../media/analyse'
import { statsOf, sum } from '../media/stats'
import { observed, pictureIn } from '../people/booth'
import { Product } from '../product'
import { recordingsIn } from '../recordings'

/** How often the bridge of the meeting is killed. */
const ROUNDS = Number(process.env.YIZHAN_ROUNDS ?? 20)
const BACK_WITHIN_MS = 3_000
/** Between two kills; the pages shall have forgotten the last one. */
const REST_MS = 4_000
/** Nothing new for so long: what the page had in its buffers is used up. */
const STILL_MS = 400

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
      await expect.poll(async () => (await this.status(index)) !== null, { timeout: 60_000 }).toBe(true)
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

/** The moment of the page's latest frame, or of the latest packet of sound. */
const seen = async (page: Page) => (await observed(page)).lastFrameAt[0] ?? 0
const heard = async (page: Page) =>
  (await statsOf(page))
    .filter((stat) => stat.type === 'inbound-rtp' && stat.kind === 'audio')
    .reduce((last, { lastPacketReceivedTimestamp: at }) => Math.max(last, typeof at === 'number' ? at : 0), 0)

/** How long after `killed` something new comes, once nothing did. */
async function backAfter(killed: number, last: () => Promise<number>): Promise<number> {
  let before = await last()
  while (Date.now() - before < STILL_MS) {
    await wait(40)
    before = await last()
  }
  const until = Date.now() + 30_000
  while (Date.now() < until) {
    const now = await last()
    if (now > before) return now - killed
    await wait(40)
  }
  return Infinity
}

const p95 = (all: number[]) => [...all].sort((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1] ?? Infinity

test(`the bridge of a meeting is killed ${String(ROUNDS)} times: both sides see and hear again within three seconds`, async () => {
  test.setTimeout(300_000 + ROUNDS * 40_000)
  const company = new Company()
  company.product = await Product.begin({ split: true, args: ['--bridges', '2'] })
  try {
    const bridges = new Bridges(company.product)
    const { booth, officer } = await company.meeting()
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    const back: Record<string, number[]> = { 'booth sees': [], 'desk sees': [], 'booth hears': [], 'desk hears': [] }
    for (let round = 0; round < ROUNDS; round++) {
      await bridges.allThere()
      await wait(REST_MS)
      const killed = await bridges.killTheBusyOne()
      const found = await Promise.all([
        backAfter(killed, () => seen(booth.page)),
        backAfter(killed, () => seen(officer.page)),
        backAfter(killed, () => heard(booth.page)),
        backAfter(killed, () => heard(officer.page))
      ])
      Object.keys(back).forEach((who, index) => back[who]!.push(Math.round(found[index]!)))
      process.stdout.write(`    ${String(round + 1)}: ${found.map((ms) => Math.round(ms)).join(', ')} ms\n`)
    }
    for (const [who, all] of Object.entries(back)) {
      const sorted = [...all].sort((a, b) => a - b)
      figure(
        who,
        `p50 ${String(sorted[Math.floor(all.length / 2)])} ms, p95 ${String(p95(all))} ms, worst ${String(sorted.at(-1))} ms`
      )
    }
    await wait(REST_MS)
    const sound = sum(await statsOf(booth.page), 'inbound-rtp', 'audio', 'packetsReceived')
    expect(sound).toBeGreaterThan(0)
    await officer.end()
    await booth.rate(5)
    await expect.poll(() => recordingsIn(company.product)[0]?.manifest.state, { timeout: 60_000 }).toBe('sealed')
    const all = recordingsIn(company.product)
    expect(all.length).toBe(1)
    const recording = all[0]!
    expect(recording.manifest.interrupted).toBe(true)
    expect(recording.manifest.parts.length).toBe(ROUNDS + 1)
    const verified = spawnSync(join(import.meta.dirname, '../../../verify'), [recording.folder], { encoding: 'utf8' })
    expect(verified.status, verified.stdout + verified.stderr).toBe(0)
    for (const source of recording.sources) expect(await complaintsOf(source.file), source.file).toEqual([])
    for (const [who, times] of Object.entries(back)) expect(p95(times), who).toBeLessThanOrEqual(BACK_WITHIN_MS)
  } finally {
    await company.dismiss()
  }
})
