import { onClickOutside } from '@vueuse/core'
import { nextTick, ref, useTemplateRef } from 'vue'

/**
 * A menu that a button opens, by the pattern of the ARIA Authoring Practices: the first entry has the focus, arrow keys walk
 * around, Escape closes and gives the focus back, Tab and a touch elsewhere close. The template has refs `root`, around both,
 * and `button`; entries are of role `menuitem`, and their list has `keys` as its key handler.
 */
export function useMenu() {
  const open = ref(false)
  const root = useTemplateRef<HTMLElement>('root')
  const button = useTemplateRef<HTMLButtonElement>('button')
  onClickOutside(root, () => (open.value = false))

  const items = () => [...(root.value?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

  async function show() {
    open.value = true
    await nextTick()
    items()[0]?.focus()
  }
  function hide() {
    open.value = false
    button.value?.focus()
  }
  const toggle = () => (open.value ? hide() : void show())

  function walk(step: number) {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  function keys(event: KeyboardEvent) {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault()
        walk(event.key === 'ArrowDown' ? 1 : -1)
        return
      case 'Escape':
        event.preventDefault()
        event.stopPropagation()
        hide()
        return
      case 'Tab':
        open.value = false
    }
  }
  return { open, show, hide, toggle, keys }
}
