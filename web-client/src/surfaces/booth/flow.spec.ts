import { describe, expect, it } from 'vitest'
import { CONSULTATION_STATES, TICKET_STATES } from '@/protocol'
import { QUESTIONS, questionAfter, type Screen, screenBefore, screenOf, stageOf, wipesWhenIdle } from './flow'

const ME = 'me'
const typed = { nameKnown: false }
const read = { nameKnown: true }

describe('questions', () => {
  it('lead forward to the ticket and back to the start, one at a time', () => {
    const forward: string[] = []
    for (let at: (typeof QUESTIONS)[number] | null = 'item'; at !== null; at = questionAfter(at, typed))
      forward.push(at)
    expect(forward).toEqual([...QUESTIONS])
    for (const [index, question] of QUESTIONS.entries()) {
      expect(screenBefore(question, typed)).toBe(QUESTIONS[index - 1] ?? 'start')
    }
  })

  it('do not ask for a name that was read from a card', () => {
    expect(questionAfter('id-number', read)).toBe('community')
    expect(screenBefore('community', read)).toBe('id-number')
  })

  it('know no way back once a ticket is taken', () => {
    for (const screen of ['wait', 'called', 'meeting', 'rating', 'finish', 'start'] satisfies Screen[]) {
      expect(screenBefore(screen, typed)).toBeNull()
    }
  })
})

describe('the screen that the server calls for', () => {
  it.each([
    // ticket, consultation, accepted by me → screen
    [null, null, false, null],
    ['waiting', null, false, 'wait'],
    ['called', null, false, 'wait'],
    ['called', 'offered', false, 'called'],
    ['called', 'offered', true, 'meeting'],
    ['called', 'connecting', false, 'called'],
    ['called', 'connecting', true, 'meeting'],
    ['serving', 'live', true, 'meeting'],
    ['serving', 'held', true, 'meeting'],
    ['done', 'ended', true, 'rating'],
    ['done', 'sealed', true, 'rating'],
    ['done', null, false, 'rating'],
    ['abandoned', 'abandoned', false, 'missed'],
    ['waiting', 'transferred', false, 'wait'],
    ['waiting', 'abandoned', false, 'wait'],
    ['abandoned', null, false, 'missed']
  ] as const)('ticket %s, consultation %s, accepted %s: %s', (ticket, state, accepted, screen) => {
    expect(
      screenOf(
        ticket === null ? null : { state: ticket },
        state === null ? null : { state, accepted: accepted ? [ME] : [] },
        ME
      )
    ).toBe(screen)
  })

  it('is known for every pair of states', () => {
    for (const ticket of TICKET_STATES) {
      for (const state of CONSULTATION_STATES) {
        expect(screenOf({ state: ticket }, { state, accepted: [] }, ME)).not.toBeNull()
      }
    }
  })
})

describe('idle wipe', () => {
  it('spares only the start, waiting and talking', () => {
    const spared = ['activate', 'start', 'resume', 'wait', 'called', 'meeting'] satisfies Screen[] as Screen[]
    for (const screen of [...QUESTIONS, ...spared, 'missed', 'rating', 'finish'] as Screen[]) {
      expect(wipesWhenIdle(screen), screen).toBe(!spared.includes(screen))
    }
  })
})

describe('stages', () => {
  it('come in the order of the questions', () => {
    const seen = QUESTIONS.map(stageOf)
    expect([...new Set(seen)]).toEqual(['item', 'identity', 'papers', 'ready'])
    expect(stageOf('meeting')).toBe('meet')
  })
})
