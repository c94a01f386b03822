import { ref } from 'vue'

/** One command of a form: whether it is on its way, and what it was refused with. */
export function useCommand() {
  const busy = ref(false)
  const problem = ref<unknown>()

  /** True when the server did it. */
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      await act()
      return true
    } catch (refusal) {
      problem.value = refusal
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
