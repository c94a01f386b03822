import { describe, expect, it } from 'vitest'
import { type FoundCase, type FoundPage, joined } from './found'

const line = (id: string): FoundCase => ({
  id,
  number: `QD-${id}`,
  version: 1,
  item: 'x',
  itemName: '演示事项',
  itemNameEn: 'Demo item',
  state: 'in-review',
  maskedName: '演*',
  scope: 'd01.s01.c01',
  openedAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z'
})
const page = (ids: string[], more: Partial<FoundPage> = {}): FoundPage => ({
  items: ids.map(line),
  kind: 'name',
  kinds: ['name', 'text'],
  count: 60,
  capped: false,
  next: 'x',
  ...more
})

describe('pages of a search', () => {
  it('are one list, with the count and kind of the first', () => {
    const found = joined([page(['1', '2'], { capped: true, count: 100 }), page(['3'], { count: 40 })])
    expect(found.items.map((it) => it.id)).toEqual(['1', '2', '3'])
    expect(found).toMatchObject({ kind: 'name', kinds: ['name', 'text'], count: 100, capped: true })
  })

  it('show a case once that moved from one page to the next meanwhile', () => {
    expect(joined([page(['1', '2']), page(['2', '3'])]).items.map((it) => it.id)).toEqual(['1', '2', '3'])
  })

  it('may be none', () => expect(joined([])).toMatchObject({ items: [], kind: null, count: 0 }))
})
