import { describe, expect, it } from 'vitest'
import { fill, type Texts } from './text'

const read = (modules: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(modules).map(([path, module]) => [
      path.replace(/^.*\/([\w-]+)\.ts$/, '$1'),
      (module as { default: Texts }).default
    ])
  )
const zh = read(import.meta.glob('./zh-CN/*.ts', { eager: true }))
const en = read(import.meta.glob('./en/*.ts', { eager: true }))
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted()

describe('both languages say the same things', () => {
  it('have the same files', () => {
    expect(Object.keys(zh).length).toBeGreaterThan(0)
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted())
  })

  it.each(Object.keys(zh))('%s has the same keys and parameters, and nothing empty', (file) => {
    const chinese = zh[file] ?? {}
    const english = en[file] ?? {}
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(chinese).toSorted())
    for (const [key, text] of Object.entries(chinese)) {
      expect(text.trim(), key).not.toBe('')
      expect((english[key] ?? '').trim(), key).not.toBe('')
      expect(names(english[key] ?? ''), key).toEqual(names(text))
    }
  })
})

describe('fill', () => {
  it('puts parameters in and leaves unknown ones visible', () => {
    expect(fill('{a} of {b} {c}', { a: 1, b: 'two' })).toBe('1 of two {c}')
  })
})
