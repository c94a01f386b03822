import { describe, expect, it } from 'vitest'
import { clockOf, passedSteps } from './standing'

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
  it('leads to steps that were passed, newest first, never to the present one', () => {
    const line = (step: string | null) => ({ step }) as never
    const at = (id: string) => ({ step: { id } }) as never
    const history = [line('accept'), line('papers'), line(null), line('accept'), line('money')]
    expect(passedSteps({ history, standing: { steps: [at('money')] } as never })).toEqual(['accept', 'papers'])
  })
})
