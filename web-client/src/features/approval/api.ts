import { type Case, http, type SignatureRequest } from '@/api'
import type { CaseRow, FormValues } from './model'

const path = (id: string, rest = '') => `/api/cases/${encodeURIComponent(id)}${rest}`

/** What a desk asks of the case service beyond what every page does (`@/api` has the rest). */
export const caseDesk = {
  worklist: async () => rows(await http.get<unknown>('/api/worklist')),
  find: async (q: string) => rows(await http.get<unknown>('/api/cases', { q })),
  saveForm: async (id: string, version: number, form: FormValues, consultation: string | undefined) =>
    http.put<Case>(path(id, '/form'), { version, form, consultation }),
  askSignature: async (id: string, version: number, consultation: string | undefined, idempotencyKey: string) =>
    http.post<SignatureRequest>(path(id, '/signature-requests'), { version, consultation }, { idempotencyKey }),
  decide: async (
    id: string,
    decision: { version: number; action: string; comment?: string; consultation?: string },
    idempotencyKey: string
  ) => http.post<unknown>(path(id, '/decisions'), decision, { idempotencyKey }),
  material: async (id: string, material: string) => http.blob(path(id, `/materials/${encodeURIComponent(material)}`)),
  materialUrl: (id: string, material: string) => path(id, `/materials/${encodeURIComponent(material)}`),
  documentUrl: (id: string) => path(id, '/document')
}

/** A list comes bare or as a page with its items. */
function rows(answer: unknown): readonly CaseRow[] {
  if (Array.isArray(answer)) return answer as CaseRow[]
  const { items } = (answer ?? {}) as { items?: CaseRow[] }
  return items ?? []
}
