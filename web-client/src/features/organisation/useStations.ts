import { useQueries, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { stationWord } from '@/features/workplace'
import { pick } from '@/i18n'
import { organisation } from './api'

const FRESH_MS = 300_000

/** All stations at and below one's own, in the order of the tree. */
export function useStations() {
  return useQuery({ queryKey: ['stations'], queryFn: organisation.stations, staleTime: FRESH_MS })
}

/** What some stations are called, wherever in the tree they are; their kind while that is not known. */
export function useStationNames(paths: MaybeRefOrGetter<readonly string[]>) {
  const distinct = computed(() => [...new Set(toValue(paths))])
  const found = useQueries({
    queries: computed(() =>
      distinct.value.map((path) => ({
        queryKey: ['station', path] as const,
        queryFn: async () => organisation.station(path),
        staleTime: FRESH_MS,
        retry: false
      }))
    )
  })
  const names = computed(
    () =>
      new Map(
        found.value.flatMap(({ data }) =>
          data ? [[data.station.path, pick(data.station.name, data.station.nameEn)] as const] : []
        )
      )
  )
  return (path: string) => names.value.get(path) ?? stationWord(path)
}
