// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { shortcutOf, singleKeys } from './shortcuts'

const pressed: string[] = []
const shortcuts = { j: () => pressed.push('j'), ArrowDown: () => pressed.push('down') }

function press(key: string, on: HTMLElement = document.body, more: KeyboardEventInit = {}) {
  let found = false
  const listen = (event: Event) => (found = shortcutOf(event as KeyboardEvent, shortcuts) !== undefined)
  document.body.addEventListener('keydown', listen)
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }))
  document.body.removeEventListener('keydown', listen)
  return found
}

function put(html: string): HTMLElement {
  document.body.innerHTML = html
  return document.body.firstElementChild as HTMLElement
}

beforeEach(() => {
  document.body.innerHTML = ''
  singleKeys.value = true
})

describe('a key of the page', () => {
  it('works on the page and on its buttons, in either case', () => {
    expect(press('j')).toBe(true)
    expect(press('J')).toBe(true)
    expect(press('j', put('<button>x</button>'))).toBe(true)
  })

  it.each([
    '<input>',
    '<input type="search">',
    '<textarea></textarea>',
    '<select></select>',
    '<div role="combobox"></div>'
  ])('is left alone in %s', (html) => expect(press('j', put(html))).toBe(false))

  it('does not count with a modifier, or while Chinese is being composed', () => {
    expect(press('j', document.body, { ctrlKey: true })).toBe(false)
    expect(press('j', document.body, { isComposing: true })).toBe(false)
  })

  it('can be switched off when it is a single letter', () => {
    singleKeys.value = false
    expect(press('j')).toBe(false)
    expect(press('ArrowDown')).toBe(true)
  })
})
