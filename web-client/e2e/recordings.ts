import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Product } from './product'

export interface RecordedSource {
  n: number
  label: string
  kind: string
  startMs: number
  durationMs: number
  /** Absolute path of a plain WebM file. */
  file: string
}

export interface Recorded {
  folder: string
  manifest: {
    recording: string
    consultation: string
    startedAt: string
    durationMs: number
    state: string
    interrupted: boolean
    parts: unknown[]
  }
  sources: RecordedSource[]
}

/** The recordings on the product's disk, as an expert would look at them. */
export function recordingsIn(product: Product): Recorded[] {
  const folders = ['recordings', 'media-bridge/recordings'].map((name) => join(product.data, name)).filter(existsSync)
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((name) => name.endsWith('manifest.json'))
    .map((name) => {
      const manifest = JSON.parse(readFileSync(name, 'utf8')) as Recorded['manifest'] & { sources: RecordedSource[] }
      const folder = dirname(name)
      const plain = exporting(folder)
      return {
        folder,
        manifest,
        sources: manifest.sources.map((source) => ({
          ...source,
          get file() {
            return join(plain(), `source-${String(source.n)}.webm`)
          }
        }))
      }
    })
}

/** Decrypts the recording when its files are first asked for, with the tool that an auditor uses. */
function exporting(folder: string): () => string {
  let to: string | undefined
  return () => {
    if (to === undefined) {
      to = mkdtempSync(join(tmpdir(), 'yizhan-plain-'))
      const told = spawnSync(join(import.meta.dirname, '../../verify'), ['--export', to, folder], { encoding: 'utf8' })
      if (readdirSync(to).length === 0) throw new Error(`verify --export: ${told.stdout}${told.stderr}`)
    }
    return to
  }
}
