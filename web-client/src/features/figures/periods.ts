/** Days are the bureau's, both ends included. */
export interface Span {
  readonly from: string
  readonly until: string
}

export const PERIODS = ['recent', 'month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]

const RECENT_DAYS = 30
const DAY_MS = 86_400_000
const MONTHS: Readonly<Record<Exclude<Period, 'recent'>, number>> = { month: 1, quarter: 3, year: 12 }

const text = (day: Date) => day.toISOString().slice(0, 10)
const date = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day))

/**
 * A period so many periods from the present one: 0 is the running month, -1 the one before.
 * @param today as 2026-11-22
 */
export function spanOf(period: Period, offset: number, today: string): Span {
  const now = new Date(`${today}T00:00:00Z`)
  if (period === 'recent') {
    const until = new Date(now.getTime() + offset * RECENT_DAYS * DAY_MS)
    return { from: text(new Date(until.getTime() - (RECENT_DAYS - 1) * DAY_MS)), until: text(until) }
  }
  const months = MONTHS[period]
  const first = Math.floor(now.getUTCMonth() / months) * months + offset * months
  const from = date(now.getUTCFullYear(), first, 1)
  const until = new Date(date(now.getUTCFullYear(), first + months, 1).getTime() - DAY_MS)
  // Nothing has happened yet after today.
  return { from: text(from), until: text(until > now ? now : until) }
}

/** By how much a number has changed, in hundredths; nothing to compare with gives nothing. */
export function change(now: number, before: number | undefined): number | undefined {
  return before === undefined || before === 0 ? undefined : Math.round(((now - before) / before) * 100)
}

/** A series without holes: days on which nothing happened are 0. */
export function filled<T extends { readonly day: string }>(days: readonly T[], span: Span, empty: Omit<T, 'day'>): T[] {
  const known = new Map(days.map((it) => [it.day, it]))
  const all: T[] = []
  for (let at = Date.parse(span.from); at <= Date.parse(span.until); at += DAY_MS) {
    const day = text(new Date(at))
    all.push(known.get(day) ?? ({ day, ...empty } as T))
  }
  return all
}
