import type { CaseView } from './model'

/** What the overview says of a deadline. */
export type Clock =
  | { readonly kind: 'none' }
  | { readonly kind: 'stands' }
  | { readonly kind: 'due' | 'soon' | 'overdue'; readonly at: string; readonly minutes: number }

/** What ends within a day is soon. */
const SOON_MINUTES = 24 * 60
const MINUTE_MS = 60_000

export function clockOf(due: string | null | undefined, suspended: boolean, now: number): Clock {
  if (suspended) return { kind: 'stands' }
  if (due === null || due === undefined) return { kind: 'none' }
  const minutes = Math.floor((Date.parse(due) - now) / MINUTE_MS)
  return {
    kind: minutes < 0 ? 'overdue' : minutes <= SOON_MINUTES ? 'soon' : 'due',
    at: due,
    minutes: Math.abs(minutes)
  }
}

/** Earlier steps of a case, newest first, each once: where it may be sent back to, if its process lets it. */
export function passedSteps(view: Pick<CaseView, 'history' | 'standing'>): string[] {
  const here = new Set(view.standing.steps.map((it) => it.step.id))
  const passed = view.history.map((it) => it.step).filter((it): it is string => it !== null && !here.has(it))
  return [...new Set(passed.toReversed())]
}
