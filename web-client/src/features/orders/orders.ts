import { api, got, keyed, type Line } from '@/api/client'

export type Order = Line<'/api/work-orders'>

const say = (id: string, text: string) => ({ params: { path: { id }, ...keyed() }, body: { text } })

export const orders = {
  list: async (all: boolean) => got(api.GET('/api/work-orders', { params: { query: { all } } })),
  callBack: async (id: string, text: string) => got(api.POST('/api/work-orders/{id}/call-back', say(id, text))),
  answer: async (id: string, text: string) => got(api.POST('/api/work-orders/{id}/answer', say(id, text))),
  decideAppeal: async (id: string, upheld: boolean) =>
    got(api.POST('/api/work-orders/{id}/appeal-decision', { params: { path: { id }, ...keyed() }, body: { upheld } }))
}

/** What a work order waits for. */
export type Stage = 'call' | 'answer' | 'appeal' | 'done'

/** Who can be reached is called before the answer; an appeal is decided whether or not there is an answer. */
export function stageOf(order: Order): Stage {
  if (order.appeal != null && order.upheld == null) return 'appeal'
  if (order.answeredAt != null) return 'done'
  const reachable = order.kind === 'rating' || order.contact != null
  return reachable && order.calledAt == null ? 'call' : 'answer'
}

/** The most urgent first; what is done comes last, the newest of it first. */
export function byUrgency(all: readonly Order[]): Order[] {
  const done = (it: Order) => stageOf(it) === 'done'
  return all.toSorted((a, b) =>
    done(a) !== done(b)
      ? Number(done(a)) - Number(done(b))
      : done(a)
        ? b.openedAt.localeCompare(a.openedAt)
        : a.due.localeCompare(b.due)
  )
}
