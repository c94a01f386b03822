import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Product } from './product'

export interface RecordedSource {
  n: number
  label: string
  kind: string
  startMs: number
  durationMs: number
  /** Absolute path. */
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
      return {
        folder,
        manifest,
        sources: manifest.sources.map((source) => ({ ...source, file: join(folder, source.file) }))
      }
    })
}
