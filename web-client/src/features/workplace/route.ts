import { computed, onScopeDispose, ref } from 'vue'

const read = () => globalThis.location.hash.replace(/^#\/?/, '')

/** Where a workplace stands, in the part of the address that never leaves the browser: reload and Back work. */
export function useHashRoute() {
  const hash = ref(read())
  const onHash = () => (hash.value = read())
  globalThis.window.addEventListener('hashchange', onHash)
  onScopeDispose(() => globalThis.window.removeEventListener('hashchange', onHash))
  return {
    /** `#/cases/42` is `['cases', '42']`. */
    parts: computed(() =>
      hash.value
        .split('/')
        .filter((it) => it !== '')
        .map(decodeURIComponent)
    ),
    go: (...parts: readonly string[]) => {
      globalThis.location.hash = parts.length === 0 ? '' : `#/${parts.map(encodeURIComponent).join('/')}`
    }
  }
}
