import type { FormValues } from './model'

/**
 * What an officer types, on top of what the server holds. Two desks may edit one form in one meeting: fields that only one of
 * them touched merge by themselves, a field that both changed becomes a conflict which the officer settles.
 */
export interface FormDraft {
  readonly version: number
  /** The form as the server had it at `version`. */
  readonly base: FormValues
  /** What the page shows. */
  readonly values: FormValues
  /** Fields both sides changed: what the server holds against `values`. */
  readonly conflicts: Readonly<Record<string, unknown>>
}

export function draftOf(version: number, form: FormValues): FormDraft {
  return { version, base: form, values: { ...form }, conflicts: {} }
}

export function edit(draft: FormDraft, field: string, value: unknown): FormDraft {
  return { ...draft, values: { ...draft.values, [field]: value } }
}

/** Fields that wait to be saved. */
export function dirtyFields(draft: FormDraft): string[] {
  return Object.keys(draft.values).filter(
    (field) => !(field in draft.conflicts) && !sameValue(draft.values[field], draft.base[field])
  )
}

export function isDirty(draft: FormDraft): boolean {
  return dirtyFields(draft).length > 0
}

/** What to send: the server's form with the officer's own settled changes over it. */
export function toSave(draft: FormDraft): FormValues {
  const changed = dirtyFields(draft).map((field) => [field, draft.values[field]] as const)
  const form = { ...draft.base, ...Object.fromEntries(changed) }
  return Object.fromEntries(Object.entries(form).filter(([, value]) => !isEmpty(value)))
}

/** The server has a newer form. Keeps what the officer typed and marks what both changed. */
export function rebase(draft: FormDraft, version: number, form: FormValues): FormDraft {
  if (version < draft.version) return draft
  const values: Record<string, unknown> = { ...form }
  const conflicts: Record<string, unknown> = {}
  const fields = new Set([...Object.keys(draft.values), ...Object.keys(form)])
  for (const field of fields) {
    const mine = draft.values[field]
    const theirs = form[field]
    const old = draft.base[field]
    if (sameValue(mine, theirs)) continue
    const iChanged = field in draft.conflicts || !sameValue(mine, old)
    if (!iChanged) continue
    values[field] = mine
    const theyChanged = field in draft.conflicts || !sameValue(theirs, old)
    if (theyChanged) conflicts[field] = theirs
  }
  return { version, base: form, values, conflicts }
}

/** The server took `sent`; what was typed meanwhile stays to be saved. */
export function saved(draft: FormDraft, sent: FormValues, version: number, form: FormValues): FormDraft {
  return rebase({ ...draft, base: sent }, version, form)
}

export function settle(draft: FormDraft, field: string, keep: 'mine' | 'theirs'): FormDraft {
  if (!(field in draft.conflicts)) return draft
  const { [field]: theirs, ...conflicts } = draft.conflicts
  const values = keep === 'theirs' ? { ...draft.values, [field]: theirs } : draft.values
  return { ...draft, values, conflicts }
}

/** Fields stay apart from their absence only when something is in them. */
function sameValue(a: unknown, b: unknown): boolean {
  if (isEmpty(a) && isEmpty(b)) return true
  return JSON.stringify(a) === JSON.stringify(b)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
