import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dropPeer, makePeer } from './roaming'

class Peer {
  closed = false
  constructor(readonly configuration: RTCConfiguration) {}
  close(): void {
    this.closed = true
  }
}

class Frame {
  allow = ''
  hidden = false
  tabIndex = 0
  there = false
  readonly contentWindow = { RTCPeerConnection: class extends Peer {} }
  setAttribute(): void {
    // Nobody looks.
  }
  remove(): void {
    this.there = false
  }
}

let frames: Frame[]

beforeEach(() => {
  frames = []
  vi.stubGlobal('RTCPeerConnection', Peer)
  vi.stubGlobal('navigator', { userAgentData: {} })
  vi.stubGlobal('document', {
    createElement: () => {
      const frame = new Frame()
      frames.push(frame)
      return frame
    },
    body: {
      append: (frame: Frame) => {
        frame.there = true
      }
    }
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a roaming connection', () => {
  const relays: RTCConfiguration = { iceServers: [{ urls: 'turn:relay.example' }] }

  it('lives in a frame that may use no camera and no microphone, and takes it along when it ends', () => {
    const peer = makePeer(relays, true) as unknown as Peer
    const [frame] = frames
    expect(peer).toBeInstanceOf(frame?.contentWindow.RTCPeerConnection)
    expect(peer.configuration).toBe(relays)
    expect(frame?.allow).toContain("camera 'none'")
    expect(frame?.allow).toContain("microphone 'none'")
    expect(frame?.hidden).toBe(true)
    expect(frame?.there).toBe(true)
    dropPeer(peer as unknown as RTCPeerConnection)
    expect(peer.closed).toBe(true)
    expect(frame?.there).toBe(false)
  })

  it('is an ordinary one where sockets are not chosen so, and when it is not wanted', () => {
    makePeer(relays, false)
    vi.stubGlobal('navigator', {})
    dropPeer(makePeer(relays, true))
    expect(frames).toEqual([])
  })
})
