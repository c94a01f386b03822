import { onScopeDispose, type Ref, ref, watch } from 'vue'

/** Nobody waits longer than this for a face before the case appears: a camera may be off. */
const LONGEST_WAIT_MS = 600

/**
 * When a meeting begins, the page first shows the people and then draws the case beside them: drawing a form takes longer
 * than anything else on this page, and whoever has been waiting for an hour should not wait for that.
 */
export function useFacesFirst(inMeeting: Readonly<Ref<boolean>>) {
  const awaited = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const seen = () => {
    clearTimeout(timer)
    awaited.value = false
  }
  watch(inMeeting, (begun) => {
    seen()
    if (!begun) return
    awaited.value = true
    timer = setTimeout(seen, LONGEST_WAIT_MS)
  })
  onScopeDispose(seen)
  return { awaited, seen }
}
