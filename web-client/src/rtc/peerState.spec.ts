import { describe, expect, it } from 'vitest'
import { isDeadPath, next, type PathSample, type PeerEvent, type PeerState } from './peerState'

const idle: PeerState = { kind: 'idle' }
const connecting: PeerState = { kind: 'connecting', since: 1_000 }
const connected: PeerState = { kind: 'connected', bridge: 'b-1' }
const repairing: PeerState = { kind: 'repairing', since: 1_000, bridge: 'b-1', lastTry: 1_000, fresh: false }
const anew: PeerState = { ...repairing, fresh: true }
const closed: PeerState = { kind: 'closed' }

const start: PeerEvent = { kind: 'start' }
const up: PeerEvent = { kind: 'path-up', bridge: 'b-1' }
const lost: PeerEvent = { kind: 'path-lost' }
const failed: PeerEvent = { kind: 'path-failed' }
const moved: PeerEvent = { kind: 'network-changed' }
const line: PeerEvent = { kind: 'line-up', bridge: 'b-1' }
const otherBridge: PeerEvent = { kind: 'line-up', bridge: 'b-2' }
const noBridge: PeerEvent = { kind: 'line-up', bridge: null }
const tick: PeerEvent = { kind: 'tick' }
const close: PeerEvent = { kind: 'close' }

describe('what follows', () => {
  it.each<[string, PeerState, PeerEvent, number, PeerState['kind'], string]>([
    ['starts with a new connection', idle, start, 0, 'connecting', 'rebuild'],
    ['does nothing before the start', idle, moved, 0, 'idle', 'none'],
    ['is connected when the path is up', connecting, up, 1_100, 'connected', 'none'],
    ['keeps trying while there is time', connecting, tick, 10_900, 'connecting', 'none'],
    ['starts over after ten seconds', connecting, tick, 11_000, 'connecting', 'rebuild'],
    ['starts over when the browser gives up', connecting, failed, 1_200, 'connecting', 'rebuild'],
    ['starts over on another network', connecting, moved, 1_200, 'connecting', 'rebuild'],
    ['leaves a first try alone when the line comes up', connecting, line, 1_200, 'connecting', 'none'],
    ['restarts ICE when the path is lost', connected, lost, 5_000, 'repairing', 'restart'],
    ['restarts ICE on another network, with nothing broken yet', connected, moved, 5_000, 'connected', 'restart'],
    ['rebuilds what the browser gave up', connected, failed, 5_000, 'repairing', 'rebuild'],
    ['is content with the same bridge', connected, line, 5_000, 'connected', 'none'],
    ['is content while no bridge can be named', connected, noBridge, 5_000, 'connected', 'none'],
    ['rebuilds for another bridge', connected, otherBridge, 5_000, 'repairing', 'rebuild'],
    ['is well again when the path is up', repairing, up, 1_500, 'connected', 'none'],
    ['waits for the last try', repairing, tick, 2_900, 'repairing', 'none'],
    ['tries again after two seconds', repairing, tick, 3_000, 'repairing', 'restart'],
    ['rebuilds after ten', repairing, tick, 11_000, 'repairing', 'rebuild'],
    ['tries at once when the line is back', repairing, line, 1_600, 'repairing', 'restart'],
    ['rebuilds when another bridge is back', repairing, otherBridge, 1_600, 'repairing', 'rebuild'],
    ['does not restart twice for one loss', repairing, lost, 1_100, 'repairing', 'none'],
    ['rebuilds when a restart fails', repairing, failed, 1_700, 'repairing', 'rebuild'],
    ['leaves a new connection the time to come up', anew, tick, 6_900, 'repairing', 'none'],
    ['makes another when it does not', anew, tick, 7_000, 'repairing', 'rebuild'],
    ['makes another when the browser gives it up', anew, failed, 1_700, 'repairing', 'rebuild'],
    ['is well again when the new connection is up', anew, up, 4_500, 'connected', 'none'],
    ['closes from anywhere', connected, close, 0, 'closed', 'close'],
    ['closes once', closed, close, 0, 'closed', 'none'],
    ['stays closed', closed, start, 0, 'closed', 'none']
  ])('%s', (_, state, event, now, kind, act) => {
    const step = next(state, event, now)
    expect([step.state.kind, step.act]).toEqual([kind, act])
  })

  it('never acts on nothing: a state that does not change asks for no try before its time', () => {
    let state: PeerState = connected
    let restarts = 0
    state = next(state, lost, 0).state
    for (let now = 0; now < 9_999; now += 500) {
      const step = next(state, tick, now)
      state = step.state
      if (step.act === 'restart') restarts += 1
    }
    expect(restarts).toBe(4)
  })
})

describe('a new connection for another bridge', () => {
  it('is not disturbed by the restarts of the one before', () => {
    let state = next(connected, lost, 0).state
    state = next(state, otherBridge, 300).state
    for (let now = 500; now < 6_000; now += 500) {
      const step = next(state, tick, now)
      expect(step.act).toBe('none')
      state = step.state
    }
  })
})

describe('a dead path', () => {
  const sample = (at: number, bytesReceived: number, checksSent: number, checksAnswered: number): PathSample => ({
    at,
    from: 'candidate',
    bytesReceived,
    checksSent,
    checksAnswered
  })

  it.each<[string, boolean, PathSample[]]>([
    ['needs two samples', false, [sample(0, 10, 5, 5)]],
    ['needs time', false, [sample(0, 10, 5, 5), sample(500, 10, 8, 5)]],
    ['is one with unanswered checks and no bytes', true, [sample(0, 10, 5, 5), sample(1_200, 10, 8, 5)]],
    ['is none while bytes come', false, [sample(0, 10, 5, 5), sample(1_200, 11, 8, 5)]],
    ['is none while checks are answered', false, [sample(0, 10, 5, 5), sample(1_200, 10, 8, 6)]],
    ['is none on a quiet, warm connection', false, [sample(0, 10, 5, 5), sample(1_200, 10, 6, 5)]],
    ['is judged over the last second', true, [sample(0, 1, 1, 1), sample(900, 10, 5, 5), sample(2_200, 10, 9, 5)]]
  ])('%s', (_, dead, samples) => {
    expect(isDeadPath(samples)).toBe(dead)
  })
})
