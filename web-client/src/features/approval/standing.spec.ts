import { describe, expect, it } from 'vitest'
import { backFrom, clockOf } from './standing'

const now = Date.parse('2026-11-20T09:00:00Z')

describe('the clock of a case', () => {
  it.each([
    ['2026-11-25T09:00:00Z', 'due', 7200],
    ['2026-11-20T17:00:00Z', 'soon', 480],
    ['2026-11-20T08:00:00Z', 'overdue', 60]
  ])('that ends %s is %s', (due, kind, minutes) => {
    expect(clockOf(due, false, now)).toMatchObject({ kind, minutes })
  })

  it('stands while the case is suspended, and may not be there at all', () => {
    expect(clockOf('2026-11-20T08:00:00Z', true, now)).toEqual({ kind: 'stands' })
    expect(clockOf(null, false, now)).toEqual({ kind: 'none' })
  })
})

describe('the way back', () => {
  const way = (from: string, to: string, usual = false) => ({ from, to, name: to, nameEn: to, usual })
  const ways = [way('papers', 'correction', true), way('completion', 'review'), way('completion', 'accept')]

  it('leads from the step that is meant', () => {
    expect(backFrom(ways, 'completion').others.map((it) => it.id)).toEqual(['review', 'accept'])
    expect(backFrom(ways, 'papers')).toMatchObject({ others: [], usual: { to: 'correction' } })
  })

  it('may have no step of its own', () => {
    expect(backFrom(ways, 'completion').usual).toBeUndefined()
  })
})
