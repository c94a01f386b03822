import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, got } from '@/api/client'
import { joined, type Kind } from './found'

/** No word that the box takes is longer. */
export const LONGEST = 60
const FRESH_MS = 2_000

/** Cases by whatever the box takes, page after page; `kind` asks for one way of reading the words. */
export function useSearch(q: MaybeRefOrGetter<string>, kind: MaybeRefOrGetter<Kind | undefined>) {
  const words = computed(() => toValue(q).trim().slice(0, LONGEST))
  const query = useInfiniteQuery({
    queryKey: computed(() => ['search', words.value, toValue(kind)] as const),
    queryFn: async ({ pageParam, signal }) => {
      const read = toValue(kind)
      const more = { ...(read === undefined ? {} : { kind: read }), ...(pageParam === '' ? {} : { after: pageParam }) }
      return got(api.GET('/api/search', { params: { query: { q: words.value, ...more } }, signal }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: computed(() => words.value !== ''),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS
  })
  return { query, found: computed(() => query.data.value && joined(query.data.value.pages)) }
}

/** Items and stations that begin like this. */
export function useSuggestions(q: MaybeRefOrGetter<string>) {
  const words = computed(() => toValue(q).trim().slice(0, LONGEST))
  return useQuery({
    queryKey: computed(() => ['suggestions', words.value] as const),
    queryFn: async ({ signal }) =>
      got(api.GET('/api/search/suggestions', { params: { query: { q: words.value } }, signal })),
    enabled: computed(() => words.value !== ''),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false
  })
}
