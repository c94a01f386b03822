import { pick } from '@/i18n'
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

export interface BackTo {
  readonly id: string
  readonly name: string
}

/**
 * Where a case may be sent back to from one of its steps, besides the step that its process names, and whether there is
 * such a step.
 */
export function backFrom(waysBack: CaseView['waysBack'], step: string | undefined) {
  const here = waysBack.filter((it) => step === undefined || it.from === step)
  const others: BackTo[] = here.filter((it) => !it.usual).map((it) => ({ id: it.to, name: pick(it.name, it.nameEn) }))
  return { others, usual: here.find((it) => it.usual) }
}
