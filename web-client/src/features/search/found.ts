import type { Answer } from '@/api/client'

export type FoundPage = Answer<'/api/search'>
export type FoundCase = FoundPage['items'][number]
export type Kind = FoundPage['kinds'][number]
export type Suggestion = Answer<'/api/search/suggestions'>[number]

/** All pages that were fetched so far as one list, with what the first of them said about the whole. */
export interface Found {
  readonly items: readonly FoundCase[]
  readonly kind: Kind | null
  readonly kinds: readonly Kind[]
  readonly count: number
  /** There are more than `count`. */
  readonly capped: boolean
}

export function joined(pages: readonly FoundPage[]): Found {
  const [first] = pages
  // A case that changed its place between two pages is shown once.
  const items = new Map(pages.flatMap((page) => page.items).map((it) => [it.id, it]))
  return {
    items: [...items.values()],
    kind: first?.kind ?? null,
    kinds: first?.kinds ?? [],
    count: first?.count ?? 0,
    capped: first?.capped ?? false
  }
}
