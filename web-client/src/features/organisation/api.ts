import { http } from '@/api'
import { type Answer, api, got, keyed, type Line, told } from '@/api/client'

export type Station = Line<'/api/org/stations'>
export type StationDetail = Answer<'/api/org/stations/{path}'>
export type Person = Line<'/api/org/people'>
export type Posting = Line<'/api/org/postings'>
export type Shift = Line<'/api/org/duty'>

/** The description calls the days of a calendar just a list. */
export interface Calendar {
  readonly station: string
  readonly hours: string
  readonly days: readonly { readonly day: string; readonly workday: boolean }[]
}

export const TABLES = ['stations', 'people', 'duty'] as const
export type Table = (typeof TABLES)[number]

export interface ImportReport {
  readonly taken: number
  readonly refused: number
  readonly rows: readonly {
    readonly line: number
    readonly ok: boolean
    readonly code: string | null
    readonly zh: string | null
    readonly en: string | null
  }[]
}

/** A page of stations; see `Stations.under`. A shorter one is the last. */
const A_PAGE = 1_000

async function stations(): Promise<readonly Station[]> {
  const all: Station[] = []
  for (let page = 0; ; page += 1) {
    const some = await got(api.GET('/api/org/stations', { params: { query: { page } } }))
    all.push(...some)
    if (some.length < A_PAGE) return all
  }
}

export const organisation = {
  stations,
  station: async (path: string) => got(api.GET('/api/org/stations/{path}', { params: { path: { path } } })),
  putStation: async (body: { path: string; kind: string; name: string; nameEn: string }) =>
    got(api.POST('/api/org/stations', { params: keyed(), body })),
  moveStation: async (path: string, under: string) =>
    told<{ readonly path: string }>(
      api.POST('/api/org/stations/{path}/move', { params: { path: { path }, ...keyed() }, body: { under } })
    ),

  people: async (scope?: string) =>
    got(api.GET('/api/org/people', { params: { query: scope === undefined ? {} : { scope } } })),
  putPerson: async (
    subject: string,
    body: { name: string; station: string; roles: readonly string[]; active: boolean }
  ) =>
    got(
      api.PUT('/api/org/people/{subject}', {
        params: { path: { subject } },
        body: { ...body, roles: [...body.roles] }
      })
    ),

  postings: async () => got(api.GET('/api/org/postings')),
  post: async (body: {
    subject: string
    station: string
    roles: readonly string[]
    behalf?: string
    from: string
    until: string
  }) => got(api.POST('/api/org/postings', { params: keyed(), body: { ...body, roles: [...body.roles] } })),
  endPosting: async (id: string) =>
    got(api.POST('/api/org/postings/{id}/end', { params: { path: { id }, ...keyed() } })),

  duty: async (from: string, until: string) => got(api.GET('/api/org/duty', { params: { query: { from, until } } })),
  leader: async (station: string) =>
    told<{
      readonly name?: string
      readonly station?: string
      readonly nobody?: boolean
    }>(api.GET('/api/org/duty/leader', { params: { query: { station } } })),
  putShift: async (body: { station: string; subject: string; from: string; until: string }) =>
    got(api.POST('/api/org/duty', { params: keyed(), body })),
  removeShift: async (id: string) => got(api.DELETE('/api/org/duty/{id}', { params: { path: { id } } })),

  calendar: async (station: string, year: number) =>
    told<Calendar>(api.GET('/api/org/calendar', { params: { query: { station, year } } })),
  putHours: async (station: string, hours: string) =>
    got(api.PUT('/api/org/calendar/hours', { body: { station, hours } })),
  putDay: async (station: string, day: string, workday: boolean, note: string) =>
    got(api.PUT('/api/org/calendar/days', { body: { station, day, workday, note } })),

  importTable: async (table: Table, file: Blob, key: string) =>
    http.postRaw<ImportReport>(`/api/org/import/${table}`, file, 'text/csv', { idempotencyKey: key })
}
