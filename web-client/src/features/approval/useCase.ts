import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, readonly, shallowRef, watch, type MaybeRefOrGetter, toValue } from 'vue'
import { ApiProblem, cases } from '@/api'
import { caseDesk } from './api'
import { FormSaving, type FormState } from './formSaving'
import type { CaseView } from './model'

const caseKey = (id: string | undefined) => ['case', id] as const
const WORKLIST = ['worklist'] as const

/** One case, fresh whenever {@link useCaseRefresh} says that it changed. */
export function useCase(id: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: computed(() => caseKey(toValue(id))),
    queryFn: async () => cases.get(toValue(id) ?? ''),
    enabled: computed(() => toValue(id) !== undefined),
    staleTime: 5_000
  })
}

/** The catalogue changes with a release, not within a day at a desk. */
export function useItems() {
  return useQuery({ queryKey: ['items'], queryFn: cases.items, staleTime: 3_600_000 })
}

export function useItem(code: MaybeRefOrGetter<string | undefined>) {
  const { data } = useItems()
  return computed(() => data.value?.find((it) => it.code === toValue(code)))
}

export function useCommunities() {
  return useQuery({ queryKey: ['communities'], queryFn: cases.communities, staleTime: 3_600_000 })
}

const WORKLIST_EVERY_MS = 15_000

/** Cases that wait for this officer's level and station. Other desks take from it too, so it is looked at again and again. */
export function useWorklist() {
  const query = useInfiniteQuery({
    queryKey: WORKLIST,
    queryFn: async ({ pageParam }) => caseDesk.worklist(pageParam),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? last.page + 1 : undefined),
    refetchInterval: WORKLIST_EVERY_MS
  })
  const rows = computed(() => {
    const pages = query.data.value?.pages
    // What moved from one page to the next meanwhile is shown once.
    return pages && [...new Map(pages.flatMap((it) => it.items).map((it) => [it.id, it])).values()]
  })
  return { query, rows }
}

/** Says that a case changed on the server; everything that shows it follows. */
export function useCaseRefresh() {
  const client = useQueryClient()
  return async (id: string | undefined) => {
    await Promise.all([
      client.invalidateQueries({ queryKey: caseKey(id) }),
      client.invalidateQueries({ queryKey: WORKLIST }),
      client.invalidateQueries({ queryKey: ['search'] })
    ])
  }
}

/** The form of a case as it is being typed, saved by itself. A new case starts a new form. */
export function useCaseForm(view: () => CaseView | undefined, consultation: () => string | undefined) {
  const client = useQueryClient()
  const state = shallowRef<FormState>()
  let saving: FormSaving | undefined
  let openCase: string | undefined

  function openForm(it: CaseView) {
    const { id } = it
    const before = saving
    void before?.flush().finally(() => before.close())
    openCase = id
    saving = new FormSaving(
      {
        save: async (version, form) => {
          const saved = await caseDesk.saveForm(id, version, form, consultation())
          client.setQueryData(caseKey(id), saved)
          return saved
        },
        load: async () => client.query({ queryKey: caseKey(id), queryFn: async () => cases.get(id), staleTime: 0 }),
        isStale: (failure) => failure instanceof ApiProblem && failure.code === 'case-stale-version'
      },
      it,
      (next) => {
        if (openCase === id) state.value = next
      }
    )
    state.value = saving.current
  }

  watch(
    view,
    (it) => {
      if (it === undefined) return
      if (it.id === openCase) saving?.accept(it)
      else openForm(it)
    },
    { immediate: true }
  )
  onScopeDispose(() => {
    // What was typed last is still sent; nobody looks at the answer any more.
    void saving?.flush().finally(() => saving?.close())
  })

  return {
    state: readonly(state),
    type: (field: string, value: unknown) => saving?.type(field, value),
    settle: (field: string, keep: 'mine' | 'theirs') => saving?.settle(field, keep),
    retry: () => void saving?.flush(),
    /** True when everything typed is on the server and nothing contradicts it. */
    flush: async () => saving?.flush() ?? true
  }
}
