import { ref } from 'vue'
import { ApiProblem } from '@/api'
import { caseDesk, type DecisionWish } from './api'
import type { CaseView } from './model'

/** Which of several steps is meant, and to whom or where the case goes. */
export type Whither = Pick<DecisionWish, 'step' | 'to'>

/** A decision on a case. The key stays the same until the server answered, so a repeated press decides once. */
export function useDecision(view: () => CaseView | undefined, consultation: () => string | undefined) {
  const busy = ref(false)
  const problem = ref<unknown>()
  let key = crypto.randomUUID()

  async function decide(action: string, comment: string, whither: Whither = {}): Promise<boolean> {
    const it = view()
    if (!it || busy.value) return false
    busy.value = true
    problem.value = undefined
    const meeting = consultation()
    try {
      await caseDesk.decide(
        it.id,
        {
          version: it.version,
          action,
          ...whither,
          ...(comment === '' ? {} : { comment }),
          ...(meeting === undefined ? {} : { consultation: meeting })
        },
        key
      )
      key = crypto.randomUUID()
      return true
    } catch (refusal) {
      problem.value = refusal
      // No answer came: the same decision is sent under the same key. An answer, even "no", settles this one.
      if (!(refusal instanceof ApiProblem) || refusal.status !== 0) key = crypto.randomUUID()
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, problem, decide }
}
