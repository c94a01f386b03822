import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, got } from '@/api/client'
import { pick } from '@/i18n'
import { stationWord } from './texts'

const HOUR_MS = 3_600_000

/** What a station is called; while that is not known, which kind of station it is. */
export function useStationName(path: MaybeRefOrGetter<string | undefined>) {
  const { data } = useQuery({
    queryKey: computed(() => ['station', toValue(path)] as const),
    queryFn: async () => got(api.GET('/api/org/stations/{path}', { params: { path: { path: toValue(path) ?? '' } } })),
    enabled: computed(() => toValue(path) !== undefined),
    staleTime: HOUR_MS,
    retry: false
  })
  return computed(() => {
    const at = toValue(path)
    if (data.value) return pick(data.value.station.name, data.value.station.nameEn)
    return at === undefined ? '' : stationWord(at)
  })
}
