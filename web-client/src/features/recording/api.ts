import { http } from '@/api'
import { type Answer, api, got } from '@/api/client'
import type { Film, Look, Playback, TimelineEvent } from './manifest'

/** A meeting as the list shows it. */
export interface MeetingRow {
  readonly id: string
  readonly state: string
  readonly caseId: string | null
  readonly caseNumber: string | null
  readonly item: string | null
  readonly itemName: string | null
  readonly itemNameEn: string | null
  readonly maskedName: string | null
  readonly ticketNumber: string | null
  readonly officer: string | null
  readonly at: string
  readonly durationMs: number | null
  readonly recorded: boolean
  readonly recordingId: string | null
}

/** A recording as the index knows it, with what was found when it was looked through. */
export type IndexedRecording = Answer<'/api/recordings'>[number]

export interface MeetingView extends MeetingRow {
  readonly events: readonly TimelineEvent[]
}

/** Days are the bureau's, `to` included. */
export interface MeetingQuery {
  readonly q?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly page?: number
}

/** A full page; another may follow. */
export const MEETINGS_A_PAGE = 50

const recording = (id: string, rest: string) => `/api/recordings/${encodeURIComponent(id)}${rest}`

/** What a case number or a ticket looks like; anything else may be somebody's name. */
const NUMBER = /^[A-Za-z]{1,8}[-0-9]/
/** Names that more cases have than this have to be said more precisely. */
const MOST_CASES = 8

const find = async (query: MeetingQuery) => http.get<readonly MeetingRow[]>('/api/consultations', { ...query })

/** Meetings know no residents, cases do: those of the cases that are found by the words. */
async function findByCases(words: string, query: MeetingQuery) {
  const cases = await http.get<{ readonly items: readonly { readonly number: string }[] }>('/api/search', { q: words })
  const found = await Promise.all(cases.items.slice(0, MOST_CASES).map(async (it) => find({ ...query, q: it.number })))
  return found.flat()
}

export const meetings = {
  find: async (query: MeetingQuery) => {
    const words = query.q ?? ''
    if (words === '' || NUMBER.test(words) || (query.page ?? 0) > 0) return find(query)
    const [direct, byCases] = await Promise.all([find(query), findByCases(words, query)])
    const rows = new Map([...direct, ...byCases].map((it) => [it.id, it]))
    return [...rows.values()].sort((a, b) => b.at.localeCompare(a.at))
  },
  get: async (id: string) => http.get<MeetingView>(`/api/consultations/${encodeURIComponent(id)}`),
  openPlayback: async (id: string, reason: string) => http.post<Playback>(recording(id, '/playbacks'), { reason }),
  recordings: async (consultation: string) => got(api.GET('/api/recordings', { params: { query: { consultation } } })),
  looks: async (id: string) => http.get<readonly Look[]>(recording(id, '/playbacks')),
  sourceUrl: (id: string, n: number, playback: string) =>
    recording(id, `/sources/${String(n)}.webm?playback=${encodeURIComponent(playback)}`)
}

const film = (id: string, playback: string) => recording(id, `/film?playback=${encodeURIComponent(playback)}`)

/** The whole recording as one film, made by the server on demand. */
export const films = {
  ask: async (id: string, playback: string) => http.post<Film>(film(id, playback)),
  state: async (id: string, playback: string) => http.get<Film>(film(id, playback)),
  cancel: async (id: string, playback: string) => http.delete(film(id, playback)),
  url: (id: string, playback: string) => recording(id, `/film.webm?playback=${encodeURIComponent(playback)}`)
}
