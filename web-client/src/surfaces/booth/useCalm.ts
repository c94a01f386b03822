import { computed, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { Line } from '@/features/consultation'

export type Calm = 'connecting' | 'held' | 'mending' | 'away'

/** Trouble shorter than this heals before anybody could read about it. */
const SHOW_AFTER_MS = 800

/** What is the matter with the picture, if anything: the calm sentence that covers it. */
export function useCalm(line: Line, seen: Readonly<Ref<boolean>>) {
  const shown = shallowRef<Calm | null>(null)
  const now = computed<Calm | null>(() => {
    const consultation = line.consultation.value
    if (consultation === null) return 'connecting'
    if (consultation.state === 'held') return 'held'
    if (consultation.state !== 'live') return 'connecting'
    const media = line.media.value.kind
    if (media !== 'connected') return seen.value ? 'mending' : 'connecting'
    const officer = consultation.participants.find(({ role }) => role === 'OFFICER')
    if (officer?.state === 'away') return 'away'
    return seen.value || !officer?.sources.includes('camera') ? null : 'connecting'
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    now,
    (calm) => {
      clearTimeout(timer)
      // What is asked for shows at once, and so does its end; faults wait a moment.
      if (calm === 'mending' || calm === 'away') timer = setTimeout(() => (shown.value = calm), SHOW_AFTER_MS)
      else shown.value = calm
    },
    { immediate: true }
  )
  onScopeDispose(() => clearTimeout(timer))
  return { calm: shown as Readonly<Ref<Calm | null>> }
}
