import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { sentenceOf } from '@/features/workplace'
import { pick } from '@/i18n'

/** One request at a time: `asking` names the one that is under way. */
export function useAsking() {
  const asking = ref<string>()

  /** Says a refusal in its own words; nothing else happens to the page. */
  async function attempt(name: string, act: () => Promise<void>): Promise<boolean> {
    if (asking.value !== undefined) return false
    asking.value = name
    try {
      await act()
      return true
    } catch (refusal) {
      const { zh, en } = sentenceOf(refusal)
      ElMessage({ message: pick(zh, en), type: 'warning', duration: 5_000, showClose: true })
      return false
    } finally {
      asking.value = undefined
    }
  }

  return { asking, attempt }
}
