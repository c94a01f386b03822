import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { type Answer, api, got, keyed } from '@/api/client'
import type { CaseView } from './model'

export type Reliefs = Answer<'/api/cases/{id}/reliefs'>
export type Notices = Answer<'/api/cases/{id}/notices'>
export type Kind = Reliefs['possible'][number]['kind']

export const papersDesk = {
  grant: async (id: string, version: number, code: string, kind: Kind) =>
    got(api.POST('/api/cases/{id}/reliefs', { params: { path: { id }, ...keyed() }, body: { version, code, kind } })),
  tell: async (id: string, version: number, unfit: readonly { readonly material: string; readonly why: string }[]) =>
    got(
      api.POST('/api/cases/{id}/notices', {
        params: { path: { id }, ...keyed() },
        body: { version, unfit: [...unfit] }
      })
    )
}

/** What is told and granted about the papers of a case. Asked anew with every version of it. */
export function usePaperWork(view: () => CaseView) {
  const key = (what: string) => computed(() => ['case', view().id, what, view().version] as const)
  const path = () => ({ params: { path: { id: view().id } } })
  const reliefs = useQuery({
    queryKey: key('reliefs'),
    queryFn: async () => got(api.GET('/api/cases/{id}/reliefs', path()))
  })
  const notices = useQuery({
    queryKey: key('notices'),
    queryFn: async () => got(api.GET('/api/cases/{id}/notices', path()))
  })
  return { reliefs, notices }
}
