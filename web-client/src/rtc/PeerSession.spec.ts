import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MediaAnswer } from '@/protocol'
import { PeerSession } from './PeerSession'
import { ReconnectPolicy } from './ReconnectPolicy'
import { FakePeer, FakeStream, FakeTrack } from './testing/FakePeer'

let peers: FakePeer[]
let bridge: string
let refuse: number
let refusal: Error
let asked: string[]
let states: string[]
let doubts: number
let roamings: boolean[]
let session: PeerSession

const settle = async () => vi.advanceTimersByTimeAsync(0)
const peer = (index = peers.length - 1) => {
  const found = peers[index]
  if (found === undefined) throw new Error('no connection was made')
  return found
}
const camera = () => peer().transceivers[1]?.sender.getParameters().encodings ?? []
const track = (kind: string) => new FakeTrack(kind) as unknown as MediaStreamTrack

async function connected(): Promise<void> {
  session.start()
  await settle()
  peer().become('connected')
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('MediaStream', FakeStream)
  peers = []
  asked = []
  states = []
  bridge = 'b-1'
  refuse = 0
  refusal = new Error('media-unavailable')
  doubts = 0
  roamings = []
  session = new PeerSession({
    createPeer: (_, roaming) => {
      roamings.push(roaming)
      const made = new FakePeer()
      peers.push(made)
      return made as unknown as RTCPeerConnection
    },
    negotiate: async (sdp): Promise<MediaAnswer> => {
      asked.push(sdp)
      if (refuse > 0) {
        refuse -= 1
        throw refusal
      }
      return Promise.resolve({ type: 'media-answer', replyTo: 'r', sdp: 'answer', bridgeInstance: bridge })
    },
    policy: new ReconnectPolicy(300, 3_000, () => 0),
    onState: (state) => states.push(state.kind),
    onDoubt: () => (doubts += 1)
  })
})

afterEach(() => {
  session.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the offer', () => {
  it('has four sending and seven receiving sections, always in this order', async () => {
    const sections = [
      'audio sendonly',
      'video sendonly',
      'video sendonly',
      'video sendonly',
      'audio recvonly',
      'audio recvonly',
      'audio recvonly',
      'video recvonly',
      'video recvonly',
      'video recvonly',
      'video recvonly'
    ]
    await connected()
    expect(peer().sections()).toEqual(sections)
    bridge = 'b-2'
    session.lineUp('b-2')
    await settle()
    expect(peers).toHaveLength(2)
    expect(peer().sections()).toEqual(sections)
  })

  it('bounds the camera', async () => {
    await connected()
    expect(camera()).toMatchObject([{ maxBitrate: 2_500_000, maxFramerate: 30 }, { maxBitrate: 200_000 }])
  })

  it('sends the camera small besides while several see it', async () => {
    await connected()
    const small = () => camera()[1]?.active
    expect(small()).toBe(false)
    await session.seenBy(1)
    expect(small()).toBe(false)
    await session.seenBy(2)
    expect(small()).toBe(true)
    bridge = 'b-2'
    session.lineUp('b-2')
    await settle()
    expect(peers).toHaveLength(2)
    expect(small()).toBe(true)
    await session.seenBy(1)
    expect(small()).toBe(false)
  })

  it('offers one layer to a bridge that wants to be told of every stream', async () => {
    refuse = 1
    refusal = Object.assign(new Error('refused'), { code: 'media-offer-streams' })
    await connected()
    expect(asked).toHaveLength(2)
    expect(camera()).toHaveLength(1)
    await session.seenBy(3)
    expect(camera()[0]?.active).toBeUndefined()
  })
})

describe('warm and live', () => {
  it('is connected without sending anything', async () => {
    await session.setTrack('camera', track('video'))
    await connected()
    expect(session.state.kind).toBe('connected')
    expect(peer().sending()).toEqual([null, null, null, null])
  })

  it('sends what it has when it goes live, stops when it rests, and negotiates for neither', async () => {
    const camera = track('video')
    const microphone = track('audio')
    await session.setTrack('camera', camera)
    await connected()
    await session.setLive(true)
    await session.setTrack('microphone', microphone)
    expect(peer().sending()).toEqual([microphone, camera, null, null])
    await session.setLive(false)
    expect(peer().sending()).toEqual([null, null, null, null])
    expect(asked).toHaveLength(1)
  })

  it('asks for detail of papers and fluency of faces', async () => {
    const papers = new FakeTrack('video')
    const face = new FakeTrack('video')
    await session.setTrack('document', papers as unknown as MediaStreamTrack)
    await session.setTrack('camera', face as unknown as MediaStreamTrack)
    expect([papers.contentHint, face.contentHint]).toEqual(['detail', 'motion'])
  })
})

describe('slots', () => {
  it('keep their streams over a new connection', async () => {
    await connected()
    const before = [...session.streams.audio, ...session.streams.video]
    expect(before).toHaveLength(7)
    const old = session.streams.video[0]?.getTracks()[0]
    session.lineUp('b-2')
    bridge = 'b-2'
    await settle()
    expect([...session.streams.audio, ...session.streams.video]).toEqual(before)
    expect(session.streams.video[0]?.getTracks()).toHaveLength(1)
    expect(session.streams.video[0]?.getTracks()[0]).toBe(peer().transceivers[7]?.receiver.track)
    expect(session.streams.video[0]?.getTracks()[0]).not.toBe(old)
  })
})

describe('mending', () => {
  it('restarts ICE on the same connection and asks whether the line is alive', async () => {
    await connected()
    peer().become('disconnected')
    await settle()
    expect([peers.length, peer().offers, doubts]).toEqual([1, [false, true], 1])
    expect(session.state.kind).toBe('repairing')
    peer().become('connected')
    expect(session.state.kind).toBe('connected')
  })

  it('goes on sending after a rebuild', async () => {
    const camera = track('video')
    await session.setTrack('camera', camera)
    await connected()
    await session.setLive(true)
    peer().become('failed')
    await settle()
    expect(peers).toHaveLength(2)
    expect(peer(0).connectionState).toBe('closed')
    expect(peer().sending()).toEqual([null, camera, null, null])
  })

  it('rebuilds at once when the bridge repairs no paths, and lets the new connection come up', async () => {
    await connected()
    refuse = 1
    refusal = Object.assign(new Error('refused'), { code: 'media-offer-anew' })
    peer().become('disconnected')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(peers).toHaveLength(2)
    expect(asked).toHaveLength(3)
  })

  it('rebuilds when a restart is answered by another bridge', async () => {
    await connected()
    bridge = 'b-2'
    session.networkChanged()
    await settle()
    expect(peers).toHaveLength(2)
    peer().become('connected')
    expect(session.state).toEqual({ kind: 'connected', bridge: 'b-2' })
  })

  it('asks again, slower each time, while no bridge can be reached', async () => {
    refuse = 2
    session.start()
    await settle()
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(300)
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(300)
    expect(asked).toHaveLength(3)
    peer().become('connected')
    expect(session.state.kind).toBe('connected')
  })

  it('does one change at a time and only the latest wish', async () => {
    await connected()
    session.networkChanged()
    session.networkChanged()
    session.networkChanged()
    await settle()
    expect(peer().offers.length).toBeLessThanOrEqual(3)
    expect(peers).toHaveLength(1)
  })

  it('tries all ways out after a roaming connection that never came up, and roams again after one that did', async () => {
    session.start()
    await settle()
    peer().become('failed')
    await settle()
    peer().become('connected')
    peer().become('failed')
    await settle()
    peer().become('connected')
    peer().become('failed')
    await settle()
    expect(roamings).toEqual([true, false, true, true])
  })

  it('asks whether the line is alive when the path begins at another address', async () => {
    await connected()
    const path = (localCandidateId: string) => [
      { type: 'transport', id: 't', selectedCandidatePairId: 'p' },
      { type: 'candidate-pair', id: 'p', state: 'in-progress', localCandidateId, bytesReceived: 1 }
    ]
    peer().stats = path('here')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(doubts).toBe(0)
    peer().stats = path('there')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(doubts).toBe(1)
    expect(states.at(-1)).toBe('connected')
  })

  it('sees a dead path that the browser still hopes for', async () => {
    await connected()
    let checks = 0
    const silent = setInterval(() => {
      checks += 1
      peer().stats = [
        { type: 'candidate-pair', nominated: true, state: 'in-progress', bytesReceived: 7, requestsSent: checks }
      ]
    }, 400)
    await vi.advanceTimersByTimeAsync(3_000)
    clearInterval(silent)
    expect(states).toContain('repairing')
    expect(peer().offers).toEqual([false, true])
  })

  it('keeps what comes for a while where much is lost over a long way', async () => {
    await connected()
    const passed = (packets: number) => [
      { type: 'candidate-pair', id: 'p', nominated: true, state: 'succeeded', currentRoundTripTime: 0.2 },
      { type: 'inbound-rtp', kind: 'video', packetsReceived: packets, nackCount: packets / 10, freezeCount: 0 }
    ]
    peer().stats = passed(0)
    await vi.advanceTimersByTimeAsync(500)
    expect(
      peer()
        .getReceivers()
        .map(({ jitterBufferTarget }) => jitterBufferTarget)
    ).toEqual(Array(11).fill(null))
    peer().stats = passed(100)
    await vi.advanceTimersByTimeAsync(500)
    expect(
      peer()
        .getReceivers()
        .map(({ jitterBufferTarget }) => jitterBufferTarget)
    ).toEqual(Array(11).fill(700))
  })

  it('ends for good', async () => {
    await connected()
    session.close()
    const before = asked.length
    session.networkChanged()
    session.lineUp('b-9')
    await vi.advanceTimersByTimeAsync(20_000)
    expect([asked.length, peer().connectionState, session.state.kind]).toEqual([before, 'closed', 'closed'])
  })
})
