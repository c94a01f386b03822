/** How long cases took, in hours by the clock. */
export interface Cycle {
  readonly cases: number
  readonly medianHours: number
  readonly p90Hours: number
}

export interface StepTime {
  readonly step: string
  readonly medianHours: number
}

/** What the present is measured against: a period that was counted, or hours known from before there was a system. */
export interface Baseline {
  readonly cycleHours?: number | null
  readonly steps: readonly StepTime[]
}

/** One line of the comparison; the step is undefined for the whole case. */
export interface Compared {
  readonly step: string | undefined
  readonly before: number | undefined
  readonly now: number | undefined
}

/** The whole case first, then every step that either side knows, those of the present in front. */
export function compared(
  cycle: Cycle | null | undefined,
  steps: readonly StepTime[],
  baseline: Baseline | null | undefined
): Compared[] {
  const before = new Map(baseline?.steps.map((it) => [it.step, it.medianHours]))
  const known = new Set(steps.map((it) => it.step))
  return [
    { step: undefined, before: baseline?.cycleHours ?? undefined, now: cycle?.medianHours },
    ...steps.map((it) => ({ step: it.step, before: before.get(it.step), now: it.medianHours })),
    ...(baseline?.steps ?? [])
      .filter((it) => !known.has(it.step))
      .map((it) => ({ step: it.step, before: it.medianHours, now: undefined }))
  ]
}

/** How much less time is taken, in hundredths of the time before; below 0 when it is more. Undefined without both. */
export function faster(before: number | undefined, now: number | undefined): number | undefined {
  if (before === undefined || now === undefined || before <= 0) return undefined
  const share = Math.round(((before - now) / before) * 100)
  // A whole hundred would say that it takes no time at all.
  return share === 100 && now > 0 ? 99 : share
}

const MINUTES = 60
const DAY = 24
/** Beyond two days people count in days. */
const DAYS_FROM = 48

/** A length of time in the unit that people say it in, with one decimal at most. */
export function spoken(hours: number): { unit: 'moment' | 'minutes' | 'hours' | 'days'; n: number } {
  if (hours * MINUTES < 1) return { unit: 'moment', n: 1 }
  if (hours < 1) return { unit: 'minutes', n: Math.round(hours * MINUTES) }
  if (hours < DAYS_FROM) return { unit: 'hours', n: tenth(hours) }
  return { unit: 'days', n: tenth(hours / DAY) }
}

const tenth = (n: number) => Math.round(n * 10) / 10

export const UNITS = { hours: 1, days: DAY } as const
export type Unit = keyof typeof UNITS

/** What was typed, as hours; undefined when it is empty, NaN when it is no length of time. */
export function typedHours(text: string, unit: Unit): number | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const n = Number(trimmed)
  return Number.isFinite(n) && n > 0 ? n * UNITS[unit] : Number.NaN
}
