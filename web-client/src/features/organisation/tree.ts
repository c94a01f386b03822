import type { Station } from './api'

export interface TreeRow extends Station {
  readonly depth: number
  /** Directly below it. */
  readonly children: number
  readonly open: boolean
}

export const parentOf = (path: string) => path.split('.').slice(0, -1).join('.')

/** All stations above one, the highest first. */
export function ancestors(path: string): string[] {
  const parts = path.split('.')
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('.'))
}

/** The rows that a tree shows: what is unfolded, or, with words, what they fit and what lies above that. */
export function visibleRows(stations: readonly Station[], open: ReadonlySet<string>, words: string): TreeRow[] {
  const children = new Map<string, number>()
  for (const { path } of stations) children.set(parentOf(path), (children.get(parentOf(path)) ?? 0) + 1)
  const wanted = words.trim().toLowerCase()
  const fitting = new Set(
    stations
      .filter(
        (it) => wanted !== '' && [it.name, it.nameEn, it.path].some((text) => text.toLowerCase().includes(wanted))
      )
      .flatMap(({ path }) => [path, ...ancestors(path)])
  )
  const top = Math.min(...stations.map((it) => it.path.split('.').length))
  const known = new Set(stations.map((it) => it.path))
  return stations
    .filter(({ path }) =>
      wanted === '' ? ancestors(path).every((it) => !known.has(it) || open.has(it)) : fitting.has(path)
    )
    .map((it) => ({
      ...it,
      depth: it.path.split('.').length - top,
      children: children.get(it.path) ?? 0,
      open: open.has(it.path)
    }))
}

/** How the last part of a path begins at each depth: streets s01, communities c01, compounds e01, buildings b01. */
const LETTERS = ['d', 's', 'c', 'e', 'b'] as const

/** A path for a new station below another: the first number that is free. */
export function childPath(parent: string, stations: readonly Station[]): string {
  const letter = LETTERS[parent.split('.').length] ?? 'x'
  const taken = new Set(stations.map((it) => it.path))
  for (let n = 1; ; n += 1) {
    const path = `${parent}.${letter}${String(n).padStart(2, '0')}`
    if (!taken.has(path)) return path
  }
}
