import { useQuery } from '@tanstack/vue-query'
import { api, got, type Line } from '@/api/client'

export type Process = Line<'/api/processes'>

/** Processes change with a release. */
const FRESH_MS = 3_600_000

export function useProcesses() {
  return useQuery({ queryKey: ['processes'], queryFn: async () => got(api.GET('/api/processes')), staleTime: FRESH_MS })
}

interface Stage {
  readonly id: string
  readonly name: string
}

interface Item {
  readonly name: string
  /** Without the correction, which is only for those that are sent back. */
  readonly steps: readonly Stage[]
}

const CORRECTION = 'correction'

/**
 * The newest version of the process that an item runs by: the one with the item's steps. Neither a case nor an item says its
 * process; of several with the same steps it is the one that is called like the item, or else none that is called like
 * another. Those that still cannot be told apart are not guessed.
 */
export function processOf(
  processes: readonly Process[],
  item: Item | undefined,
  items: readonly { readonly name: string }[]
): Process | undefined {
  if (!item || item.steps.length === 0) return undefined
  const words = (of: readonly Stage[]) =>
    of
      .filter((it) => it.id !== CORRECTION)
      .map((it) => `${it.id} ${it.name}`)
      .join('\n')
  const same = processes.filter((it) => words(it.steps) === words(item.steps))
  const own = same.filter((it) => it.name === item.name)
  const others = new Set(items.map((it) => it.name))
  const left = own.length > 0 ? own : same.filter((it) => !others.has(it.name))
  const ids = new Set(left.map((it) => it.id))
  return ids.size === 1 ? left.toSorted((a, b) => b.version - a.version)[0] : undefined
}

/** The newest version of each process first, then the older ones that cases still run by. */
export function byProcess(processes: readonly Process[]): readonly (readonly Process[])[] {
  const groups = new Map<string, Process[]>()
  for (const it of processes) groups.set(it.id, [...(groups.get(it.id) ?? []), it])
  return [...groups.values()].map((versions) => versions.toSorted((a, b) => b.version - a.version))
}
