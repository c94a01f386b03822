/** The far end of a socket, in memory: what the page sent is in {@link sent}, and the test says what comes back. */
export class FakeSocket {
  onopen: (() => void) | null = null
  onmessage: ((message: { data: unknown }) => void) | null = null
  onclose: (() => void) | null = null
  closed = false
  readonly sent: Record<string, unknown>[] = []

  send(frame: string): void {
    this.sent.push(JSON.parse(frame) as Record<string, unknown>)
  }

  close(): void {
    this.closed = true
  }

  /** The network or the server ends it. */
  drop(): void {
    this.onclose?.()
  }

  say(message: Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify(message) })
  }

  ofType(type: string): Record<string, unknown>[] {
    return this.sent.filter((message) => message.type === type)
  }
}

export class FakeServer {
  readonly sockets: FakeSocket[] = []
  /** Sockets open at once, or hang as on a cut network. */
  reachable = true

  readonly connect = (): WebSocket => {
    const socket = new FakeSocket()
    this.sockets.push(socket)
    if (this.reachable) queueMicrotask(() => socket.onopen?.())
    return socket as unknown as WebSocket
  }

  get last(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (socket === undefined) throw new Error('nobody connected')
    return socket
  }

  welcome(bridgeInstance: string | null = 'b-1'): void {
    const hello = this.last.ofType('hello')[0]
    this.last.say({
      type: 'welcome',
      replyTo: hello?.id,
      protocol: 1,
      member: hello?.member,
      subject: 'booth-s01-1',
      name: 'booth',
      roles: ['TERMINAL'],
      station: 'd01.s01',
      bridgeInstance,
      now: '2026-11-21T02:15:30.125Z'
    })
  }
}
