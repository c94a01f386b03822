import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { ApiProblem } from '@/api'
import { type Answer, api, got, keyed, told } from '@/api/client'

export type Basket = Answer<'/api/cases/{id}/basket'>

interface Resident {
  readonly name: string
  readonly idNumber: string
  readonly phone?: string
}

/** Several items for one resident at once; the cases stay together and share one settlement sheet. */
export async function openBasket(
  wish: {
    readonly items: readonly string[]
    readonly resident: Resident
    readonly community: string
    readonly channel: 'window'
  },
  idempotencyKey: string
): Promise<Basket> {
  const body = { ...wish, items: [...wish.items], resident: { phone: null, ...wish.resident } }
  return told<Basket>(api.POST('/api/baskets', { params: keyed(idempotencyKey), body }))
}

const FRESH_MS = 30_000

/** What was opened together with a case; null when it stands alone, as most do. */
export function useBasket(id: () => string) {
  return useQuery({
    queryKey: computed(() => ['case', id(), 'basket'] as const),
    queryFn: async () => {
      try {
        return await got(api.GET('/api/cases/{id}/basket', { params: { path: { id: id() } } }))
      } catch (refusal) {
        if (refusal instanceof ApiProblem && refusal.code === 'basket-not-found') return null
        throw refusal
      }
    },
    staleTime: FRESH_MS
  })
}
