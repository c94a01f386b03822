import type { MenuEntry } from '@/features/workplace'
import type { OfferedAction } from './caseParts'

/** What may be done with any case, whatever its process: see `docs/approval.md`. */
interface Handling {
  /** Whom it concerns has to be named. */
  readonly person?: boolean
  readonly reason?: boolean
  readonly tone?: OfferedAction['tone']
}

const HANDLINGS: Readonly<Record<string, Handling>> = {
  // What somebody waits for comes first, as buttons.
  answer: { reason: true, tone: 'primary' },
  object: { reason: true, tone: 'danger' },
  consent: { tone: 'primary' },
  instruct: { reason: true },
  resume: { tone: 'primary' },
  claim: {},
  forward: { person: true },
  delegate: { person: true, reason: true },
  'add-signer': { person: true },
  urge: {},
  escalate: { reason: true },
  suspend: { reason: true },
  'take-back': {},
  withdraw: { reason: true, tone: 'danger' }
}

/** What this very person was asked for. */
const ASKED = ['object', 'instruct', 'consent', 'answer', 'resume']
/** Above these the menu has a line: what concerns the clock, and what undoes. */
const APART = new Set(['urge', 'take-back'])

export function handlingOf(action: string): OfferedAction {
  const known = HANDLINGS[action] ?? {}
  return {
    action,
    tone: known.tone ?? 'plain',
    commentRequired: known.reason === true,
    ...(known.person ? { person: true } : {})
  }
}

/** Of what may be done with a case: buttons for what was asked of the reader, everything else in the menu. */
export function handlingParts(
  handlings: readonly string[],
  offered: boolean
): { readonly buttons: readonly OfferedAction[]; readonly menu: readonly string[] } {
  // A step that was forwarded waits for somebody to take it.
  const asked = offered ? [...ASKED, 'claim'] : ASKED
  const rank = new Map(Object.keys(HANDLINGS).map((word, index) => [word, index]))
  return {
    buttons: asked.filter((it) => handlings.includes(it)).map(handlingOf),
    menu: handlings
      .filter((it) => !asked.includes(it))
      .toSorted((a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size))
  }
}

export function menuEntries(
  menu: readonly string[],
  word: (action: string) => string,
  hint: (action: string) => string | undefined
): MenuEntry[] {
  return menu.map((action, index) => {
    const told = hint(action)
    return {
      id: action,
      label: word(action),
      ...(told === undefined ? {} : { hint: told }),
      danger: handlingOf(action).tone === 'danger',
      apart: index > 0 && APART.has(action)
    }
  })
}
