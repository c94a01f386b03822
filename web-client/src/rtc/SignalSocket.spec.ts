import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerMessage } from '@/protocol'
import { ReconnectPolicy } from './ReconnectPolicy'
import {
  PING_EVERY_MS,
  type Place,
  PONG_WITHIN_MS,
  PROBE_WITHIN_MS,
  RequestDropped,
  SignalRefusal,
  SignalSocket,
  WELCOME_WITHIN_MS
} from './SignalSocket'
import { FakeServer } from './testing/FakeServer'

const CONSULTATION = 'c-1'

let server: FakeServer
let network: EventTarget
let place: Place | null
let socket: SignalSocket
let heard: ServerMessage[]

const settle = async () => vi.advanceTimersByTimeAsync(0)
const event = (seq: number) =>
  ({ type: 'event', consultation: CONSULTATION, seq, kind: 'joined', data: {}, at: '2026-11-21T02:15:30Z' }) as const
const seqs = () => heard.flatMap((message) => (message.type === 'event' ? [message.seq] : []))

async function opened(): Promise<void> {
  socket.open()
  await settle()
  server.welcome()
}

async function reopened(): Promise<void> {
  await vi.advanceTimersByTimeAsync(300)
  server.welcome()
}

beforeEach(() => {
  vi.useFakeTimers()
  server = new FakeServer()
  network = new EventTarget()
  place = null
  heard = []
  socket = new SignalSocket({
    url: 'ws://test/ws',
    page: 'booth',
    member: 'm-1',
    place: { load: () => place, save: (next) => (place = next) },
    policy: new ReconnectPolicy(300, 5_000, () => 0),
    connect: server.connect,
    network
  })
  socket.onMessage((message) => heard.push(message))
})

afterEach(() => {
  socket.close()
  vi.useRealTimers()
})

describe('the first words', () => {
  it('are hello with the member and where the page was', async () => {
    place = { consultation: CONSULTATION, lastSeq: 7 }
    socket = new SignalSocket({
      url: 'ws://test/ws',
      page: 'booth',
      member: 'm-1',
      place: { load: () => place, save: (next) => (place = next) },
      connect: server.connect
    })
    await opened()
    expect(server.last.sent[0]).toMatchObject({
      type: 'hello',
      protocol: 1,
      member: 'm-1',
      page: 'booth',
      consultation: CONSULTATION,
      lastSeq: 7
    })
    expect(socket.state.kind).toBe('open')
  })

  it('come before any request, however early it was asked', async () => {
    socket.request({ type: 'call-next' }).catch(() => undefined)
    socket.open()
    await settle()
    expect(server.last.sent.map(({ type }) => type)).toEqual(['hello'])
    server.welcome()
    expect(server.last.sent.map(({ type }) => type)).toEqual(['hello', 'call-next'])
  })

  it('are said again on a new socket when no welcome comes', async () => {
    socket.open()
    await vi.advanceTimersByTimeAsync(WELCOME_WITHIN_MS + 300)
    expect(server.sockets).toHaveLength(2)
    expect(server.sockets[0]?.closed).toBe(true)
  })
})

describe('requests', () => {
  it('are answered by what names their id', async () => {
    await opened()
    const answer = socket.request({ type: 'call-next' })
    const [sent] = server.last.ofType('call-next')
    server.last.say({ type: 'done', replyTo: 'another' })
    server.last.say({ type: 'done', replyTo: sent?.id })
    await expect(answer).resolves.toEqual({ type: 'done', replyTo: sent?.id })
  })

  it('fail with the refusal and its two sentences', async () => {
    await opened()
    const answer = socket.request({ type: 'call-next' })
    const [sent] = server.last.ofType('call-next')
    server.last.say({ type: 'refused', replyTo: sent?.id, code: 'queue-empty', zh: '没有人。', en: 'Nobody.' })
    await expect(answer).rejects.toMatchObject({ code: 'queue-empty', zh: '没有人。', en: 'Nobody.' })
    await expect(answer).rejects.toBeInstanceOf(SignalRefusal)
  })

  it('that were not answered are said again after a lost socket, in order and under the same id', async () => {
    await opened()
    const first = socket.request({ type: 'call-next' })
    const second = socket.request({ type: 'accept', consultation: CONSULTATION })
    const before = server.last.sent.slice(1)
    server.last.drop()
    await reopened()
    expect(server.last.sent.slice(1)).toEqual(before)
    for (const { id } of before) server.last.say({ type: 'done', replyTo: id })
    await expect(Promise.all([first, second])).resolves.toHaveLength(2)
  })

  it('that were answered are not said again', async () => {
    await opened()
    const answer = socket.request({ type: 'call-next' })
    server.last.say({ type: 'done', replyTo: server.last.ofType('call-next')[0]?.id })
    await answer
    server.last.drop()
    await reopened()
    expect(server.last.ofType('call-next')).toEqual([])
  })

  it('that were given up are not said again, and a late answer is nobody’s', async () => {
    await opened()
    const giveUp = new AbortController()
    const answer = socket.request({ type: 'media-offer', sdp: 'v=0' }, giveUp.signal)
    giveUp.abort()
    await expect(answer).rejects.toBeInstanceOf(RequestDropped)
    server.last.drop()
    await reopened()
    expect(server.last.ofType('media-offer')).toEqual([])
  })
})

describe('the time line', () => {
  it('is handed on once, in order, over lost sockets', async () => {
    await opened()
    server.last.say(event(1))
    server.last.say(event(2))
    server.last.drop()
    await reopened()
    expect(server.last.sent[0]).toMatchObject({ consultation: CONSULTATION, lastSeq: 2 })
    server.last.say(event(2))
    server.last.say(event(3))
    expect(seqs()).toEqual([1, 2, 3])
    expect(place).toEqual({ consultation: CONSULTATION, lastSeq: 3 })
  })

  it('with a hole is asked for again, once', async () => {
    await opened()
    server.last.say(event(1))
    server.last.say(event(3))
    expect(seqs()).toEqual([1])
    await settle()
    expect(server.sockets).toHaveLength(2)
    server.welcome()
    server.last.say(event(2))
    server.last.say(event(3))
    expect(seqs()).toEqual([1, 2, 3])
    expect(server.sockets).toHaveLength(2)
  })

  it('starts anew with another consultation and is forgotten with the sitting', async () => {
    await opened()
    server.last.say(event(5))
    server.last.say({ ...event(1), consultation: 'c-2' })
    expect(place).toEqual({ consultation: 'c-2', lastSeq: 1 })
    socket.forgetPlace()
    expect(place).toBeNull()
  })
})

describe('the line', () => {
  it('pings every 10 s and replaces a socket that does not answer in 5 s', async () => {
    await opened()
    await vi.advanceTimersByTimeAsync(PING_EVERY_MS)
    expect(server.last.ofType('ping')).toEqual([{ type: 'ping', n: 1 }])
    server.last.say({ type: 'pong', n: 1 })
    await vi.advanceTimersByTimeAsync(PING_EVERY_MS)
    expect(server.sockets).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(PONG_WITHIN_MS)
    expect(socket.state.kind).toBe('waiting')
    await vi.advanceTimersByTimeAsync(300)
    expect(server.sockets).toHaveLength(2)
  })

  it('asks at once when the network changes, and gives up a dead socket quickly', async () => {
    await opened()
    network.dispatchEvent(new Event('online'))
    expect(server.last.ofType('ping')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(PROBE_WITHIN_MS + 300)
    expect(server.sockets).toHaveLength(2)
  })

  it('waits no longer for a probe because a ping came due meanwhile', async () => {
    await opened()
    await vi.advanceTimersByTimeAsync(PING_EVERY_MS - PROBE_WITHIN_MS / 2)
    socket.probe()
    await vi.advanceTimersByTimeAsync(PROBE_WITHIN_MS + 300)
    expect(server.sockets).toHaveLength(2)
  })

  it('tries at once when the network comes back instead of waiting', async () => {
    await opened()
    server.reachable = false
    server.last.drop()
    await vi.advanceTimersByTimeAsync(300 + WELCOME_WITHIN_MS + 1_000)
    expect(socket.state.kind).toBe('waiting')
    server.reachable = true
    const before = server.sockets.length
    network.dispatchEvent(new Event('online'))
    await settle()
    expect(server.sockets).toHaveLength(before + 1)
    server.welcome()
    expect(socket.state.kind).toBe('open')
  })

  it.each(['not-signed-in', 'member-taken', 'replaced', 'unsupported-protocol'])(
    'does not knock again after %s',
    async (code) => {
      await opened()
      const open = socket.request({ type: 'call-next' })
      server.last.say({ type: 'refused', replyTo: null, code, zh: '一', en: 'One', closing: true })
      await expect(open).rejects.toBeInstanceOf(SignalRefusal)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(server.sockets).toHaveLength(1)
      expect(socket.state).toMatchObject({ kind: 'refused', code })
      socket.open()
      await settle()
      expect(server.sockets).toHaveLength(2)
    }
  )

  it('ignores what it cannot read', async () => {
    await opened()
    server.last.onmessage?.({ data: 'nonsense' })
    server.last.onmessage?.({ data: new ArrayBuffer(3) })
    server.last.say({ type: 'weather' })
    server.last.say({ type: 'ticket' })
    expect(heard.map(({ type }) => type)).toEqual(['welcome'])
    expect(socket.state.kind).toBe('open')
  })
})

describe('reconnect policy', () => {
  it('doubles from 0.3 s to 5 s and never leaves these bounds', () => {
    const shortest = new ReconnectPolicy(300, 5_000, () => 0)
    const longest = new ReconnectPolicy(300, 5_000, () => 0.999_999)
    for (let attempt = 0; attempt < 40; attempt += 1) {
      expect(shortest.delayMs(attempt)).toBe(300)
      expect(longest.delayMs(attempt)).toBe(Math.min(5_000, 300 * 2 ** attempt))
    }
  })
})
