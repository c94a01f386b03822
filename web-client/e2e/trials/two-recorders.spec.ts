import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { Company } from '../journeys/company'
import { figure } from '../figures'
import { complaintsOf } from '../media/analyse'
import { pictureIn } from '../people/booth'
import { Product } from '../product'
import { type Recorded, recordingsIn } from '../recordings'

const BRIDGES = 3
/** Before the kill and after it: both recorders shall have several key frames by then. */
const REST_MS = 12_000
const SMALL = { width: 640, height: 480 }
/** What nobody misses: less than the bridge's own bound for filling a hole. */
const WHOLE_MS = 250

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Take {
  readonly source: number
  readonly fromMs: number
  readonly toMs: number
}

/** The second copy's id has a `c` where the first's has a `4`. */
const isCopy = (recording: string) => recording[14] === 'c'

/** Who writes the open recordings, by data folder. */
function writers(product: Product): { copy: boolean; name: string }[] {
  const open = join(product.data, 'media-bridge/recordings/open')
  const bridges = Array.from({ length: BRIDGES }, (_, i) =>
    i === 0 ? 'media-bridge' : `media-bridge-${String(i + 1)}`
  )
  return readdirSync(open)
    .filter((name) => name.endsWith('.pen'))
    .map((pen) => {
      const home = readFileSync(join(open, pen), 'utf8').split(' ')[1]
      const name = bridges.find((bridge) => {
        const file = join(product.data, bridge, 'bridge-name')
        return existsSync(file) && readFileSync(file, 'utf8').trim() === home
      })
      if (name === undefined) throw new Error(`nobody has ${pen}`)
      return { copy: isCopy(pen), name }
    })
}

/** The widest hole of each camera and microphone of a member, between its first and its last. */
function widestHoles(pieces: readonly (Take & { lane: string })[]): Map<string, number> {
  return new Map(
    [...new Set(pieces.map(({ lane }) => lane))].map((lane) => {
      const all = pieces.filter((piece) => piece.lane === lane)
      const sorted = all.toSorted((a, b) => a.fromMs - b.fromMs)
      let widest = 0
      let end = sorted[0]?.fromMs ?? 0
      for (const piece of sorted) {
        widest = Math.max(widest, piece.fromMs - end)
        end = Math.max(end, piece.toMs)
      }
      return [lane, widest]
    })
  )
}

const laneOf = ({ label, kind }: { label: string; kind: string }) => `${label} ${kind}`

/** As an auditor takes it along. */
function exported(recording: Recorded): { takes: Take[]; files: string[] } {
  const to = mkdtempSync(join(tmpdir(), 'yizhan-twice-'))
  const verify = join(import.meta.dirname, '../../../verify')
  const told = spawnSync(verify, ['--export', to, recording.folder], { encoding: 'utf8' })
  expect(told.status, told.stdout + told.stderr).toBe(0)
  return {
    takes: JSON.parse(readFileSync(join(to, 'takes.json'), 'utf8')) as Take[],
    files: readdirSync(to)
      .filter((name) => name.endsWith('.webm'))
      .map((name) => join(to, name))
  }
}

test('the bridge of a meeting that two record is killed: what is played of it has no hole', async () => {
  test.setTimeout(600_000)
  const company = new Company()
  company.product = await Product.begin({
    split: true,
    args: [
      ...['--bridges', String(BRIDGES), '--restart-after', 'never'],
      '--yizhan.signaling.consultation.two-recorders=true'
    ]
  })
  const { product } = company
  try {
    const { booth, officer } = await company.meeting()
    for (const { page } of [booth, officer]) await page.setViewportSize(SMALL)
    await Promise.all([pictureIn(booth.page, 0), pictureIn(officer.page, 0)])
    await expect.poll(() => writers(product).length, { timeout: 20_000 }).toBe(2)
    const [first, second] = [false, true].map((copy) => writers(product).find((it) => it.copy === copy)?.name)
    expect(first).not.toBe(second)
    await wait(REST_MS)
    process.kill(Number(readFileSync(join(product.data, `log/${first ?? ''}.pid`), 'utf8')), 'SIGKILL')
    await expect.poll(() => writers(product).find((it) => !it.copy)?.name, { timeout: 20_000 }).not.toBe(first)
    expect(writers(product).find((it) => it.copy)?.name).toBe(second)
    await wait(REST_MS)
    await officer.end()
    await booth.rate(5)
    await expect
      .poll(() => recordingsIn(product).map((it) => it.manifest.state), { timeout: 60_000 })
      .toEqual(['sealed', 'sealed'])
    const recordings = recordingsIn(product)
    const one = recordings.find((it) => !isCopy(it.manifest.recording))
    const other = recordings.find((it) => isCopy(it.manifest.recording))
    if (one === undefined || other === undefined) throw new Error('there are not two copies')
    expect([one.manifest.parts.length, other.manifest.parts.length]).toEqual([2, 1])

    const alone = widestHoles(
      one.sources.map((it) => ({
        source: it.n,
        fromMs: it.startMs,
        toMs: it.startMs + it.durationMs,
        lane: laneOf(it)
      }))
    )
    const sources = new Map([
      ...one.sources.map((it) => [it.n, laneOf(it)] as const),
      ...other.sources.map((it) => [100_000 + it.n, laneOf(it)] as const)
    ])
    const { takes, files } = exported(one)
    const merged = widestHoles(takes.map((it) => ({ ...it, lane: sources.get(it.source) ?? '?' })))
    for (const [lane, hole] of merged) {
      figure(lane, `widest hole ${String(alone.get(lane) ?? 0)} ms of one copy, ${String(hole)} ms of both`)
    }
    expect(Math.max(...alone.values())).toBeGreaterThan(500)
    expect(merged.size).toBeGreaterThanOrEqual(4)
    for (const [lane, hole] of merged) expect(hole, lane).toBeLessThanOrEqual(WHOLE_MS)
    for (const file of files) expect(await complaintsOf(file), file).toEqual([])
  } finally {
    await company.dismiss()
  }
})
