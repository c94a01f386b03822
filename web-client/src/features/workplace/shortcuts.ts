import { useLocalStorage } from '@vueuse/core'
import { onScopeDispose, type MaybeRefOrGetter, toValue } from 'vue'

/** Single letters may be switched off by whoever speaks to the machine or hits keys by accident (WCAG 2.1.4). */
export const singleKeys = useLocalStorage('yizhan.single-keys', true)

const NOT_TYPED = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'file', 'range', 'color'])

/** Whether a key that is pressed here belongs to what is being typed or chosen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('textarea, select, [role=combobox], [role=listbox], [role=menu] *')) {
    return true
  }
  return target instanceof HTMLInputElement && !NOT_TYPED.has(target.type)
}

const dialogIsOpen = () => document.querySelector('[role=dialog]:not([aria-hidden=true])') !== null

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** The shortcut of a key press, or nothing when the press means something else. */
export function shortcutOf(event: KeyboardEvent, shortcuts: Shortcuts): ((event: KeyboardEvent) => void) | undefined {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (isTyping(event.target)) return undefined
  const single = event.key.length === 1
  return single && !singleKeys.value ? undefined : shortcuts[single ? event.key.toLowerCase() : event.key]
}

/** Keys of a whole page. They rest while a dialog is open: that has keys of its own. */
export function useShortcuts(shortcuts: Shortcuts, enabled: MaybeRefOrGetter<boolean> = true): void {
  const onKey = (event: KeyboardEvent) => {
    if (!toValue(enabled) || dialogIsOpen()) return
    const act = shortcutOf(event, shortcuts)
    if (!act) return
    event.preventDefault()
    act(event)
  }
  globalThis.window.addEventListener('keydown', onKey)
  onScopeDispose(() => globalThis.window.removeEventListener('keydown', onKey))
}
