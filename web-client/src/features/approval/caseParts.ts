import type { CaseView, ItemMaterial, Material } from './model'

/** One line of the materials list: what is asked for and what is there. */
export interface MaterialRow {
  code: string
  name: string
  nameEn: string
  required: boolean
  missing: boolean
  /** Newest last; several pages may answer one material. */
  pages: Material[]
}

/** What the item asks for first, in its order; then whatever else was put into the case. */
export function materialRows(
  asked: readonly ItemMaterial[],
  view: Pick<CaseView, 'materials' | 'gaps'>
): MaterialRow[] {
  const known = new Set(asked.map((it) => it.code))
  const rows = asked.map((it) => {
    const pages = view.materials.filter((page) => page.code === it.code)
    return { ...it, pages, missing: view.gaps.includes(`material.${it.code}`) }
  })
  const others = new Map<string, MaterialRow>()
  for (const page of view.materials.filter((it) => !known.has(it.code))) {
    const row = others.get(page.code) ?? {
      code: page.code,
      name: page.name,
      nameEn: page.name,
      required: false,
      missing: false,
      pages: []
    }
    row.pages.push(page)
    others.set(page.code, row)
  }
  return [...rows, ...others.values()]
}

export type SignatureStage =
  | { kind: 'none' }
  | { kind: 'asked'; until: string }
  | { kind: 'expired' }
  | { kind: 'signed'; at: string }
  /** Signed, but not for the form as it is now. */
  | { kind: 'void'; at: string; why: 'form-changed' | 'altered' }

export function signatureStage(view: Pick<CaseView, 'signatureRequest' | 'signatures'>, now: number): SignatureStage {
  if (view.signatureRequest) {
    const until = view.signatureRequest.expiresAt
    return Date.parse(until) > now ? { kind: 'asked', until } : { kind: 'expired' }
  }
  const last = view.signatures.at(-1)
  if (!last) return { kind: 'none' }
  if (last.valid) return { kind: 'signed', at: last.at }
  return { kind: 'void', at: last.at, why: last.why === 'altered' ? 'altered' : 'form-changed' }
}

export interface JointRow {
  level: string
  signed: boolean
  mine: boolean
}

/** Who must sign a joint step and who has. */
export function jointRows(view: Pick<CaseView, 'joint'>, mine: string | undefined): JointRow[] {
  const { joint } = view
  if (!joint) return []
  const signed = new Set(joint.signed)
  return joint.needed.map((level) => ({ level, signed: signed.has(level), mine: level === mine }))
}

export type ActionTone = 'primary' | 'plain' | 'danger'

export interface OfferedAction {
  action: string
  tone: ActionTone
  /** The resident or the next level must be told why. */
  commentRequired: boolean
  /** Somebody has to be chosen whom it concerns. */
  person?: boolean
}

/** Forward moves, most decisive first: one of them is the page's primary button. */
const FORWARD = ['sign', 'complete', 'approve', 'accept', 'resubmit', 'submit']
const BACK = new Set(['return', 'reject', 'refuse', 'deny', 'withdraw'])

/** The server's actions in the order of the buttons: the primary one last, where the hand already is. */
export function offeredActions(actions: readonly string[]): OfferedAction[] {
  const primary = FORWARD.find((it) => actions.includes(it))
  const rank = (action: string) => (action === primary ? 2 : BACK.has(action) ? 0 : 1)
  return [...actions]
    .sort((a, b) => rank(a) - rank(b))
    .map((action) => ({
      action,
      tone: action === primary ? 'primary' : BACK.has(action) ? 'danger' : 'plain',
      commentRequired: BACK.has(action)
    }))
}

/** 1 536 000 → 1.5 MB */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** The level at which somebody of a station works. */
export function levelOf(station: string): 'district' | 'street' | 'community' {
  switch (station.split('.').length) {
    case 1:
      return 'district'
    case 2:
      return 'street'
    default:
      return 'community'
  }
}
