import { useQuery } from '@tanstack/vue-query'
import { api, got, type Line } from '@/api/client'

export type Process = Line<'/api/processes'>

/** Processes change with a release. */
const FRESH_MS = 3_600_000

export function useProcesses() {
  return useQuery({ queryKey: ['processes'], queryFn: async () => got(api.GET('/api/processes')), staleTime: FRESH_MS })
}

/** The newest version of each process first, then the older ones that cases still run by. */
export function byProcess(processes: readonly Process[]): readonly (readonly Process[])[] {
  const groups = new Map<string, Process[]>()
  for (const it of processes) groups.set(it.id, [...(groups.get(it.id) ?? []), it])
  return [...groups.values()].map((versions) => versions.toSorted((a, b) => b.version - a.version))
}
