import { describe, expect, it } from 'vitest'
import { type Passage, Playout } from './playout'

/** Half a second after half a second over a line: packets and questions in each, freezes in those named. */
function over(playout: Playout, from: Passage, seconds: number, change: Partial<Passage>) {
  let passage = from
  let delay: number | null = null
  for (let i = 0; i < seconds * 2; i++) {
    passage = {
      at: passage.at + 500,
      packets: passage.packets + (change.packets ?? 50),
      asked: passage.asked + (change.asked ?? 0),
      freezes: passage.freezes + (change.freezes ?? 0),
      roundTripMs: change.roundTripMs ?? 200
    }
    delay = playout.look(passage)
  }
  return { delay, passage }
}

const start: Passage = { at: 1_000, packets: 0, asked: 0, freezes: 0, roundTripMs: 0 }

describe('how long what comes is kept before it is played', () => {
  it('is the browser’s own affair on a good line', () => {
    expect(over(new Playout(), start, 20, {}).delay).toBeNull()
  })

  it('is two round trips and a little where packets are lost over a long way', () => {
    expect(over(new Playout(), start, 3, { asked: 2 }).delay).toBe(500)
  })

  it('is three where so many are lost that what is asked for again is lost again', () => {
    expect(over(new Playout(), start, 3, { asked: 5 }).delay).toBe(700)
  })

  it('is the browser’s own affair where what is lost comes again at once', () => {
    expect(over(new Playout(), start, 20, { asked: 5, roundTripMs: 20 }).delay).toBeNull()
  })

  it('grows as long as the picture stops, and not without end', () => {
    const playout = new Playout()
    const soon = over(playout, start, 3, { asked: 2 })
    const later = over(playout, soon.passage, 2, { asked: 2, freezes: 1 })
    expect(later.delay).toBe(600)
    expect(over(playout, later.passage, 60, { asked: 2, freezes: 1 }).delay).toBe(900)
  })

  it('stays for half a minute after the line got better, then goes', () => {
    const playout = new Playout()
    const bad = over(playout, start, 5, { asked: 2 })
    const better = over(playout, bad.passage, 20, {})
    expect(better.delay).toBe(500)
    expect(over(playout, better.passage, 20, {}).delay).toBeNull()
  })

  it('begins anew with a new connection', () => {
    const playout = new Playout()
    const bad = over(playout, start, 5, { asked: 2 })
    expect(over(playout, { ...start, at: bad.passage.at }, 20, {}).delay).toBe(500)
  })

  it('says nothing of a line that carries next to nothing', () => {
    expect(over(new Playout(), start, 10, { packets: 2, asked: 1 }).delay).toBeNull()
  })
})
