import { describe, expect, it } from 'vitest'
import { forgetMember, memberOf, placeStore, socketUrl } from './place'

function tab(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  } as unknown as Storage
}

describe('who a page is', () => {
  it('stays over reloads and differs between pages and tabs', () => {
    const one = tab()
    const booth = memberOf('booth', one)
    expect(memberOf('booth', one)).toBe(booth)
    expect(memberOf('desk', one)).not.toBe(booth)
    expect(memberOf('booth', tab())).not.toBe(booth)
  })

  it('is made anew when somebody else signed in', () => {
    const one = tab()
    const before = memberOf('desk', one)
    placeStore('desk', one).save({ consultation: 'c', lastSeq: 3 })
    forgetMember('desk', one)
    expect(memberOf('desk', one)).not.toBe(before)
    expect(placeStore('desk', one).load()).toBeNull()
  })
})

describe('where a page stands', () => {
  it('is kept, forgotten, and not believed when it is broken', () => {
    const one = tab()
    const store = placeStore('booth', one)
    store.save({ consultation: 'c', lastSeq: 7 })
    expect(placeStore('booth', one).load()).toEqual({ consultation: 'c', lastSeq: 7 })
    store.save(null)
    expect(store.load()).toBeNull()
    for (const broken of ['{', '7', '{"consultation":"c"}', '{"lastSeq":1}']) {
      one.setItem('yizhan.booth.place', broken)
      expect(store.load()).toBeNull()
    }
  })
})

describe('the socket', () => {
  it('is on the page’s own origin and as safe as the page', () => {
    expect(socketUrl({ protocol: 'https:', host: 'a:1' } as Location)).toBe('wss://a:1/ws')
    expect(socketUrl({ protocol: 'http:', host: 'localhost:8080' } as Location)).toBe('ws://localhost:8080/ws')
  })
})
