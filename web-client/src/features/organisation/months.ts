interface Day {
  readonly day: string
  readonly workday: boolean
}

export interface Month {
  /** From 1. */
  readonly month: number
  /** Empty places before its first day; weeks begin on Monday. */
  readonly blank: number
  readonly days: readonly (Day & {
    /** A weekend day that is worked, or a weekday that is not. */ readonly unusual: boolean
  })[]
}

/** 0 is Monday. Days are written as 2026-10-01 and have no time zone. */
const weekday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
const SATURDAY = 5

/** A year as a wall calendar shows it. */
export function monthsOf(days: readonly Day[]): Month[] {
  const months = new Map<number, Day[]>()
  for (const it of days) {
    const month = Number(it.day.slice(5, 7))
    months.set(month, [...(months.get(month) ?? []), it])
  }
  return [...months.entries()].map(([month, those]) => ({
    month,
    blank: weekday(those[0]?.day ?? ''),
    days: those.map((it) => ({ ...it, unusual: it.workday === weekday(it.day) >= SATURDAY }))
  }))
}
