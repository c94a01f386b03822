import { type Case, http, type SignatureRequest } from '@/api'
import { api, got, keyed } from '@/api/client'
import type { FormValues } from './model'

const path = (id: string, rest = '') => `/api/cases/${encodeURIComponent(id)}${rest}`

export interface DecisionWish {
  readonly version: number
  readonly action: string
  readonly comment?: string
  readonly consultation?: string
  /** The step that is meant, of a case that stands at several. */
  readonly step?: string
  /** The step to return to, or the account of the person concerned. */
  readonly to?: string
}

/** What a desk asks of the case service beyond what every page does (`@/api` has the rest). */
export const caseDesk = {
  worklist: async (page: number) => got(api.GET('/api/worklist', { params: { query: { page } } })),
  saveForm: async (id: string, version: number, form: FormValues, consultation: string | undefined) =>
    http.put<Case>(path(id, '/form'), { version, form, consultation }),
  askSignature: async (id: string, version: number, consultation: string | undefined, idempotencyKey: string) =>
    http.post<SignatureRequest>(path(id, '/signature-requests'), { version, consultation }, { idempotencyKey }),
  decide: async (id: string, decision: DecisionWish, idempotencyKey: string) =>
    http.post<unknown>(path(id, '/decisions'), decision, { idempotencyKey }),
  appeal: async (id: string, text: string) =>
    got(api.POST('/api/cases/{id}/rating-appeals', { params: { path: { id }, ...keyed() }, body: { text } })),
  material: async (id: string, material: string) => http.blob(path(id, `/materials/${encodeURIComponent(material)}`)),
  materialUrl: (id: string, material: string) => path(id, `/materials/${encodeURIComponent(material)}`),
  documentUrl: (id: string) => path(id, '/document')
}
