import { describe, expect, it } from 'vitest'
import { handlingOf, handlingParts, menuEntries } from './handlings'

describe('what may be done with any case', () => {
  it('shows as a button what was asked of the reader, and the rest in the order of the menu', () => {
    const { buttons, menu } = handlingParts(['withdraw', 'suspend', 'claim', 'forward', 'answer', 'urge'], false)
    expect(buttons.map((it) => it.action)).toEqual(['answer'])
    expect(menu).toEqual(['claim', 'forward', 'urge', 'suspend', 'withdraw'])
  })

  it('makes taking a step in hand a button once it was forwarded', () => {
    expect(handlingParts(['claim', 'urge'], true)).toEqual({ buttons: [handlingOf('claim')], menu: ['urge'] })
  })

  it('asks for a person or a reason where the server does', () => {
    expect(handlingOf('forward')).toMatchObject({ person: true, commentRequired: false })
    expect(handlingOf('delegate')).toMatchObject({ person: true, commentRequired: true })
    expect(handlingOf('withdraw')).toMatchObject({ tone: 'danger', commentRequired: true })
  })

  it('offers what a newer server made up as it is called, last', () => {
    expect(handlingParts(['merge', 'urge'], false).menu).toEqual(['urge', 'merge'])
  })

  it('parts the menu where another kind of action begins, never above its first line', () => {
    const entries = menuEntries(
      ['urge', 'suspend', 'take-back'],
      (it) => it,
      () => undefined
    )
    expect(entries.map((it) => it.apart)).toEqual([false, false, true])
  })
})
