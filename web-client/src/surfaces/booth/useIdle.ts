import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'

export const WIPE_AFTER_S = 60
export const WARN_BEFORE_S = 15

/**
 * Counts the seconds without a touch. `left` is null while nothing is to be said, and the seconds that remain in the last
 * quarter; then {@link onWipe}.
 */
export function useIdle(active: Readonly<Ref<boolean>>, onWipe: () => void, afterS: () => number = () => WIPE_AFTER_S) {
  const left = shallowRef<number | null>(null)
  let touchedAt = Date.now()

  function touch() {
    // While the warning is shown only its own button counts: a sleeve on the glass must not hide it.
    if (left.value === null) touchedAt = Date.now()
  }

  function stay() {
    touchedAt = Date.now()
    left.value = null
  }

  function look() {
    if (!active.value) {
      stay()
      return
    }
    const rest = afterS() - (Date.now() - touchedAt) / 1000
    if (rest <= 0) {
      stay()
      onWipe()
    } else {
      left.value = rest <= WARN_BEFORE_S ? rest : null
    }
  }

  const signs = ['pointerdown', 'keydown', 'input', 'wheel'] as const
  for (const sign of signs) globalThis.addEventListener(sign, touch, { passive: true })
  const timer = setInterval(look, 500)
  watch(active, stay)
  onScopeDispose(() => {
    for (const sign of signs) globalThis.removeEventListener(sign, touch)
    clearInterval(timer)
  })
  return { left: left as Readonly<Ref<number | null>>, stay }
}
