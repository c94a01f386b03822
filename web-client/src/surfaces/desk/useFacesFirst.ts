import { onScopeDispose, type Ref, ref, watch } from 'vue'

/** Nobody waits longer than this for a face before the case appears: a camera may be off. */
const LONGEST_WAIT_MS = 600

/**
 * When a meeting begins, the page first shows the people and then draws the case beside them: drawing a form takes longer
 * than anything else on this page, and whoever has been waiting for an hour should not wait for that.
 */
export function useFacesFirst(inMeeting: Readonly<Ref<boolean>>) {
  const awaited = ref(false)
  /** A picture of somebody else is here, in this meeting or the one that is about to begin. */
  const arrived = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const waitNoMore = () => {
    clearTimeout(timer)
    awaited.value = false
  }
  const seen = () => {
    arrived.value = true
    waitNoMore()
  }
  watch(inMeeting, (begun) => {
    waitNoMore()
    if (!begun) {
      arrived.value = false
    } else if (!arrived.value) {
      awaited.value = true
      timer = setTimeout(waitNoMore, LONGEST_WAIT_MS)
    }
  })
  onScopeDispose(waitNoMore)
  return { awaited, arrived, seen }
}
