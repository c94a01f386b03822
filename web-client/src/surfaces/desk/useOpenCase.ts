import { onScopeDispose, readonly, ref } from 'vue'

const SHAPE = /^#\/cases\/([\w-]+)$/

/** The case on screen, in the part of the address that never leaves the browser: reload and Back work. */
export function useOpenCase() {
  const read = () => SHAPE.exec(globalThis.location.hash)?.[1]
  const open = ref(read())
  const onHash = () => (open.value = read())
  globalThis.window.addEventListener('hashchange', onHash)
  onScopeDispose(() => globalThis.window.removeEventListener('hashchange', onHash))
  return {
    openCase: readonly(open),
    show: (id: string | undefined) => {
      // At once: who opened it wants to go on there, and the address tells only a moment later.
      open.value = id
      globalThis.location.hash = id === undefined ? '' : `#/cases/${id}`
    }
  }
}
