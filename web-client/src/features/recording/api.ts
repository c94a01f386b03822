import { http } from '@/api'
import type { Look, Playback, TimelineEvent } from './manifest'

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

export const meetings = {
  find: async (query: MeetingQuery) => http.get<readonly MeetingRow[]>('/api/consultations', { ...query }),
  get: async (id: string) => http.get<MeetingView>(`/api/consultations/${encodeURIComponent(id)}`),
  openPlayback: async (id: string, reason: string) => http.post<Playback>(recording(id, '/playbacks'), { reason }),
  looks: async (id: string) => http.get<readonly Look[]>(recording(id, '/playbacks')),
  sourceUrl: (id: string, n: number, playback: string) =>
    recording(id, `/sources/${String(n)}.webm?playback=${encodeURIComponent(playback)}`)
}
