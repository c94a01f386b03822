import { describe, expect, it } from 'vitest'
import { withMids } from './mids'

const lines = (...all: string[]) => all.map((it) => `${it}\r\n`).join('')
const offer = (...mids: string[]) =>
  lines(
    'v=0',
    `a=group:BUNDLE ${mids.join(' ')}`,
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    `a=mid:${mids[0]}`,
    'a=sendonly',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    `a=mid:${mids[1]}`,
    'a=recvonly',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    `a=mid:${mids[2]}`,
    'a=recvonly',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    `a=mid:${mids[3]}`,
    'a=recvonly'
  )

describe('the ids of sections', () => {
  it('names what is received by kind and number, and nothing that is sent', () => {
    expect(withMids(offer('0', '4', '7', '8'))).toBe(offer('0', 'a0', 'v0', 'v1'))
  })

  it('leaves an offer alone that has them already', () => {
    const later = offer('0', 'a0', 'v0', 'v1')
    expect(withMids(later)).toBe(later)
  })

  it('leaves alone what is no offer', () => {
    expect(withMids('offer 1')).toBe('offer 1')
  })
})
