import { describe, expect, it } from 'vitest'
import { KnownRelays } from './KnownRelays'

const relay = (username: string): RTCIceServer => ({ urls: 'turn:relay.example', username, credential: 'c' })

/** Answers each question when told to. */
function deployment(...answers: RTCIceServer[][]) {
  let asked = 0
  let now = 0
  const relays = new KnownRelays(
    () => {
      const answer = answers[asked]
      asked += 1
      return answer === undefined ? Promise.reject(new Error('no answer')) : Promise.resolve(answer)
    },
    () => now
  )
  return { relays, asked: () => asked, pass: (ms: number) => (now += ms) }
}

describe('the relays that a page knows', () => {
  it('are waited for once, and known to the next connection', async () => {
    const { relays, asked } = deployment([relay('a')])
    expect(await relays.get()).toEqual([relay('a')])
    expect(await relays.get()).toEqual([relay('a')])
    expect(asked()).toBe(1)
  })

  it('are asked for anew before they are too old for a connection', async () => {
    const { relays, asked, pass } = deployment([relay('a')], [relay('b')])
    await relays.get()
    pass(99_000)
    relays.refresh()
    expect(asked()).toBe(1)
    pass(2_000)
    relays.refresh()
    relays.refresh()
    expect(asked()).toBe(2)
    await Promise.resolve()
    expect(await relays.get()).toEqual([relay('b')])
  })

  it('are waited for again when nobody refreshed them', async () => {
    const { relays, pass } = deployment([relay('a')], [relay('b')])
    await relays.get()
    pass(151_000)
    expect(await relays.get()).toEqual([relay('b')])
  })

  it('are none where there are none, and nobody waits for that a second time', async () => {
    const { relays, asked } = deployment([], [relay('a')])
    expect(await relays.get()).toEqual([])
    expect(await relays.get()).toEqual([])
    expect(asked()).toBe(2)
    await new Promise((resolve) => setTimeout(resolve))
    expect(await relays.get()).toEqual([relay('a')])
  })

  it('are none without an answer, and are asked for again', async () => {
    const { relays, asked } = deployment()
    expect(await relays.get()).toEqual([])
    expect(await relays.get()).toEqual([])
    expect(asked()).toBe(2)
  })
})
