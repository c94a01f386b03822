import './elements'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import type { App } from 'vue'
import { ApiProblem } from '@/api'

const RETRIES = 2

/** What every workplace needs before it is mounted. A refusal is an answer: only a lost network is asked again. */
export function installWorkplace(app: App): void {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES && error instanceof ApiProblem && error.status === 0,
        refetchOnWindowFocus: true
      },
      mutations: { retry: false }
    }
  })
  app.use(VueQueryPlugin, { queryClient })
}
