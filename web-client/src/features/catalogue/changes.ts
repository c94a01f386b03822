import type { Item } from './catalogue'

/** Where a change lies: an entry of the file, what in it (a paper, a field of the form, a place in a list), and its property. */
export interface Place {
  readonly entry: string
  /** A paper's or a field's name where the catalogue knows it, else as the file says it. */
  readonly of: string
  readonly property: string
}

type Names = Pick<Item, 'materials' | 'form'>
type Pick2 = (zh: string, en: string | null | undefined) => string

/** Takes `materials[residence-proof].required` apart, with the names that the item now has. */
export function placeOf(path: string, item: Names | undefined, pick: Pick2): Place {
  const [, entry = path, rest = ''] = /^([^.[]+)(.*)$/.exec(path) ?? []
  const parts = rest.split(/[.[\]]+/).filter((it) => it !== '' && it !== 'properties')
  const [first, ...more] = parts
  if (first === undefined) return { entry, of: '', property: '' }
  if (entry === 'materials') return { entry, of: paperName(first, item, pick), property: more.join(' ') }
  if (entry === 'form' && rest.startsWith('.properties')) {
    return { entry, of: fieldName(first, item, pick), property: more.join(' ') }
  }
  // Places in a list are counted from one, as people do.
  const counted = parts.map((it) => (/^\d+$/.test(it) ? String(Number(it) + 1) : it))
  return { entry, of: counted.slice(0, -1).join(' '), property: counted.at(-1) ?? '' }
}

function paperName(code: string, item: Names | undefined, pick: Pick2): string {
  const paper = item?.materials.find((it) => it.code === code)
  return paper ? pick(paper.name, paper.nameEn) : code
}

function fieldName(key: string, item: Names | undefined, pick: Pick2): string {
  const fields = (item?.form as { properties?: Record<string, { title?: string; titleEn?: string }> } | undefined)
    ?.properties
  const field = fields?.[key]
  return field?.title === undefined ? key : pick(field.title, field.titleEn)
}

/** `{code: bank-card, required: true}` entry by entry; anything deeper stays as it is written. */
export function entriesOf(value: string): readonly (readonly [string, string])[] {
  const [, inside] = /^\{([^{}[\]]+)\}$/.exec(value) ?? []
  if (inside === undefined) return []
  return inside.split(/, (?=[a-zA-Z]+: )/).map((it) => {
    const colon = it.indexOf(': ')
    return [it.slice(0, colon), it.slice(colon + 2)] as const
  })
}

const WORD = /[\w:.]/

/** A text before and after, cut into what they begin and end with alike and what differs between. */
export function differing(before: string, after: string) {
  const old = Array.from(before)
  const now = Array.from(after)
  const least = Math.min(old.length, now.length)
  let head = 0
  while (head < least && old[head] === now[head]) head++
  let tail = 0
  while (tail < least - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  // Numbers, times and Latin words are marked whole.
  const within = (letters: readonly string[], at: number) =>
    WORD.test(letters[at - 1] ?? '') && WORD.test(letters[at] ?? '')
  while (head > 0 && (within(old, head) || within(now, head))) head--
  while (tail > 0 && (within(old, old.length - tail) || within(now, now.length - tail))) tail--
  const cut = (letters: readonly string[]) => letters.slice(head, letters.length - tail).join('')
  return {
    head: old.slice(0, head).join(''),
    gone: cut(old),
    come: cut(now),
    tail: old.slice(old.length - tail).join('')
  }
}
