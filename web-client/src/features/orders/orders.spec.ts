import { describe, expect, it } from 'vitest'
import { byUrgency, type Order, stageOf } from './orders'

const order = (more: Partial<Order> = {}): Order => ({
  id: '1',
  kind: 'rating',
  scope: 'd01.s01',
  openedAt: '2026-11-16T02:00:00Z',
  due: '2026-11-23T09:00:00Z',
  overdue: false,
  ...more
})
const called = { calledAt: '2026-11-17T02:00:00Z' }
const answered = { ...called, answeredAt: '2026-11-18T02:00:00Z' }

describe('a work order', () => {
  it('waits for a call, then for an answer', () => {
    expect(stageOf(order())).toBe('call')
    expect(stageOf(order(called))).toBe('answer')
    expect(stageOf(order(answered))).toBe('done')
  })

  it('of somebody who left no way to reach them is answered as it is', () => {
    expect(stageOf(order({ kind: 'complaint' }))).toBe('answer')
    expect(stageOf(order({ kind: 'complaint', contact: '13800000000' }))).toBe('call')
  })

  it('with an appeal waits for the decision, also after the answer', () => {
    expect(stageOf(order({ ...answered, appeal: '不属实' }))).toBe('appeal')
    expect(stageOf(order({ ...answered, appeal: '不属实', upheld: true }))).toBe('done')
  })

  it('comes first in the list that is due first; what is done comes last', () => {
    const list = [
      order({ id: 'done', ...answered, due: '2026-11-01T00:00:00Z' }),
      order({ id: 'later', due: '2026-11-25T00:00:00Z' }),
      order({ id: 'soon', due: '2026-11-23T00:00:00Z' })
    ]
    expect(byUrgency(list).map((it) => it.id)).toEqual(['soon', 'later', 'done'])
  })
})
