import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MediaAnswer } from '@/protocol'
import { PeerSession } from './PeerSession'
import { ReconnectPolicy } from './ReconnectPolicy'
import { FakePeer, FakeStream, FakeTrack } from './testing/FakePeer'

let peers: FakePeer[]
let first: string
let second: string | null
let asked: string[]
let states: string[]
let session: PeerSession

const settle = async () => vi.advanceTimersByTimeAsync(0)
const track = (kind: string) => new FakeTrack(kind) as unknown as MediaStreamTrack
const answer = (bridgeInstance: string): MediaAnswer => ({
  type: 'media-answer',
  replyTo: 'r',
  sdp: 'answer',
  bridgeInstance
})
/** Those to the second bridge; only they have no receiving section. */
const seconds = () => peers.filter((peer) => peer.sections().every((section) => section.endsWith('sendonly')))
const firsts = () => peers.filter((peer) => !seconds().includes(peer))
const lastOf = (all: FakePeer[]) => {
  const last = all.at(-1)
  if (last === undefined) throw new Error('no connection was made')
  return last
}

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('MediaStream', FakeStream)
  peers = []
  asked = []
  states = []
  first = 'b-1'
  second = 'b-2'
  session = new PeerSession({
    createPeer: () => {
      const made = new FakePeer()
      peers.push(made)
      return made as unknown as RTCPeerConnection
    },
    negotiate: async () => {
      asked.push('first')
      return Promise.resolve(answer(first))
    },
    negotiateSecond: async () => {
      asked.push('second')
      return second === null ? Promise.reject(new Error('media-unavailable')) : Promise.resolve(answer(second))
    },
    policy: new ReconnectPolicy(300, 3_000, () => 0),
    onState: (state) => states.push(state.kind)
  })
  session.start()
  await settle()
  lastOf(firsts()).become('connected')
})

afterEach(() => {
  session.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function recordedTwice(): Promise<void> {
  session.recordAt('b-2')
  await settle()
  lastOf(seconds()).become('connected')
}

describe('a second bridge', () => {
  it('is connected to when it is named, and sent to only', async () => {
    expect(seconds()).toHaveLength(0)
    await recordedTwice()
    expect(seconds()).toHaveLength(1)
    expect(lastOf(seconds()).sections()).toEqual([
      'audio sendonly',
      'video sendonly',
      'video sendonly',
      'video sendonly'
    ])
    expect(session.secondState).toEqual({ kind: 'connected', bridge: 'b-2' })
    expect(states).toEqual(['connecting', 'connected'])
  })

  it('is sent the same tracks, those from before it was named too', async () => {
    const camera = track('video')
    const microphone = track('audio')
    await session.setTrack('camera', camera)
    await session.setLive(true)
    await recordedTwice()
    expect(lastOf(seconds()).sending()).toEqual([null, camera, null, null])
    await session.setTrack('microphone', microphone)
    await settle()
    expect(lastOf(seconds()).sending()).toEqual([microphone, camera, null, null])
    expect(lastOf(firsts()).sending()).toEqual([microphone, camera, null, null])
    await session.setLive(false)
    await settle()
    expect(lastOf(seconds()).sending()).toEqual([null, null, null, null])
  })

  it('goes on while the first connection is made anew on another bridge', async () => {
    const camera = track('video')
    await session.setTrack('camera', camera)
    await session.setLive(true)
    await recordedTwice()
    first = 'b-3'
    session.lineUp('b-3')
    await settle()
    lastOf(firsts()).become('connected')
    expect(firsts()).toHaveLength(2)
    expect(seconds()).toHaveLength(1)
    expect(lastOf(seconds()).sending()).toEqual([null, camera, null, null])
    expect(asked).toEqual(['first', 'second', 'first'])
  })

  it('disturbs nobody when it cannot be reached, and is tried again', async () => {
    second = null
    session.recordAt('b-2')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked.filter((it) => it === 'second').length).toBeGreaterThan(1)
    expect(states).toEqual(['connecting', 'connected'])
    expect(asked.filter((it) => it === 'first')).toHaveLength(1)
    second = 'b-2'
    await vi.advanceTimersByTimeAsync(1_000)
    lastOf(seconds()).become('connected')
    expect(session.secondState?.kind).toBe('connected')
  })

  it('mends itself, and follows to another one', async () => {
    await recordedTwice()
    lastOf(seconds()).become('failed')
    await settle()
    expect(seconds()).toHaveLength(2)
    lastOf(seconds()).become('connected')
    second = 'b-4'
    session.recordAt('b-4')
    await settle()
    expect(seconds()).toHaveLength(3)
    lastOf(seconds()).become('connected')
    expect(session.secondState).toEqual({ kind: 'connected', bridge: 'b-4' })
    expect(firsts()).toHaveLength(1)
  })

  it('is let go when it is named no longer, and with the session', async () => {
    await recordedTwice()
    const peer = lastOf(seconds())
    session.recordAt(null)
    expect(peer.connectionState).toBe('closed')
    expect(session.secondState).toBeNull()
    await recordedTwice()
    session.close()
    expect(lastOf(seconds()).connectionState).toBe('closed')
    session.recordAt('b-2')
    await settle()
    expect(session.secondState).toBeNull()
  })
})
