import {
  type Hello,
  type MediaAnswer,
  type Page,
  parseServerMessage,
  type Ping,
  type Refused,
  type Request,
  type ServerMessage,
  type TicketState,
  type Welcome
} from '@/protocol'
import { ReconnectPolicy } from './ReconnectPolicy'

export const PING_EVERY_MS = 10_000
export const PONG_WITHIN_MS = 5_000
/** A probe asks whether the path is alive at this moment, so it waits less than a regular ping. */
export const PROBE_WITHIN_MS = 1_200
/**
 * From opening the socket to `welcome`: a network that is cut leaves a connect hanging for minutes. A second longer with
 * each try, up to the bound, so that a server that is merely slow is reached in the end.
 */
export const WELCOME_WITHIN_MS = 3_000
const WELCOME_WITHIN_AT_MOST_MS = 10_000

/** Refusals after which knocking again changes nothing: a person, or another page, has to act first. */
const FINAL_CODES = new Set(['not-signed-in', 'forbidden', 'unsupported-protocol', 'member-taken', 'replaced'])

export type SocketState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'open'; readonly welcome: Welcome }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number }
  | { readonly kind: 'refused'; readonly code: string; readonly zh: string; readonly en: string }

/** Where the page stands in a consultation; kept over reloads so that nothing is missed or told twice. */
export interface Place {
  readonly consultation: string
  readonly lastSeq: number
}

export interface PlaceStore {
  load(): Place | null
  save(place: Place | null): void
}

export interface SignalSocketOptions {
  readonly url: string
  readonly page: Page
  readonly member: string
  readonly place: PlaceStore
  readonly policy?: ReconnectPolicy
  readonly connect?: (url: string) => WebSocket
  /** Tells `online`; the window in a page. */
  readonly network?: EventTarget
}

/** What signaling refused, with the sentence to show. */
export class SignalRefusal extends Error {
  readonly code: string
  readonly zh: string
  readonly en: string

  constructor(refused: Pick<Refused, 'code' | 'zh' | 'en'>) {
    super(refused.code)
    this.name = 'SignalRefusal'
    this.code = refused.code
    this.zh = refused.zh
    this.en = refused.en
  }
}

/** The request was given up by the page itself. */
export class RequestDropped extends Error {
  constructor() {
    super('dropped')
    this.name = 'RequestDropped'
  }
}

export type ReplyOf<R extends Request> = R extends { type: 'take-ticket' }
  ? TicketState
  : R extends { type: 'media-offer' | 'second-offer' }
    ? MediaAnswer
    : ServerMessage

interface Pending {
  readonly frame: string
  readonly resolve: (reply: ServerMessage) => void
  readonly reject: (error: Error) => void
}

/**
 * The page's one line to signaling. It outlives sockets: a lost one is replaced by itself, what was not answered is said
 * again under the same id, and each event of the time line is handed on exactly once.
 */
export class SignalSocket {
  private readonly pending = new Map<string, Pending>()
  private readonly messageListeners = new Set<(message: ServerMessage) => void>()
  private readonly stateListeners = new Set<(state: SocketState) => void>()
  private readonly policy: ReconnectPolicy
  private readonly connect: (url: string) => WebSocket
  private socket: WebSocket | null = null
  private current: SocketState = { kind: 'closed' }
  private place: Place | null
  private resyncedAt = -1
  private attempt = 0
  private pings = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private pongTimer: ReturnType<typeof setTimeout> | undefined
  private pongBy = 0

  constructor(private readonly options: SignalSocketOptions) {
    this.policy = options.policy ?? new ReconnectPolicy()
    this.connect = options.connect ?? ((url) => new WebSocket(url))
    this.place = options.place.load()
  }

  get state(): SocketState {
    return this.current
  }

  get member(): string {
    return this.options.member
  }

  open(): void {
    if (this.current.kind !== 'closed' && this.current.kind !== 'refused') return
    this.options.network?.addEventListener('online', this.onOnline)
    this.attempt = 0
    this.dial()
  }

  /** Ends it for good: nothing is sent any more and every open request is dropped. */
  close(): void {
    this.options.network?.removeEventListener('online', this.onOnline)
    this.hangUp()
    this.enter({ kind: 'closed' })
    this.rejectAll(new RequestDropped())
  }

  onMessage(listener: (message: ServerMessage) => void): () => void {
    this.messageListeners.add(listener)
    return () => this.messageListeners.delete(listener)
  }

  onState(listener: (state: SocketState) => void): () => void {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }

  /** Asks, and waits as long as it takes; a lost socket in between only delays the answer. */
  async request<R extends Request>(request: R, giveUp?: AbortSignal): Promise<ReplyOf<R>> {
    const id = crypto.randomUUID()
    const frame = JSON.stringify({ ...request, id })
    return new Promise<ServerMessage>((resolve, reject) => {
      if (giveUp?.aborted === true) {
        reject(new RequestDropped())
        return
      }
      this.pending.set(id, { frame, resolve, reject })
      giveUp?.addEventListener('abort', () => {
        if (this.pending.delete(id)) reject(new RequestDropped())
      })
      if (this.current.kind === 'open') this.socket?.send(frame)
    }) as Promise<ReplyOf<R>>
  }

  /** Is the line alive right now? Anything but a quick answer brings a new socket. */
  probe(): void {
    if (this.current.kind === 'open') this.ping(PROBE_WITHIN_MS)
    else if (this.current.kind === 'waiting') this.dial()
  }

  /** The sitting is over: the next hello names no consultation. */
  forgetPlace(): void {
    this.keep(null)
  }

  private readonly onOnline = () => this.probe()

  private dial(): void {
    this.hangUp()
    this.enter({ kind: 'connecting', attempt: this.attempt })
    const socket = this.connect(this.options.url)
    this.socket = socket
    socket.onopen = () => {
      if (this.socket === socket) socket.send(JSON.stringify(this.hello()))
    }
    socket.onmessage = (message: MessageEvent<unknown>) => {
      if (this.socket === socket && typeof message.data === 'string') this.receive(message.data)
    }
    socket.onclose = () => {
      if (this.socket === socket) this.lost()
    }
    const within = Math.min(WELCOME_WITHIN_MS + 1_000 * this.attempt, WELCOME_WITHIN_AT_MOST_MS)
    this.timer = setTimeout(() => this.lost(), within)
  }

  private hello(): Hello {
    return {
      type: 'hello',
      id: crypto.randomUUID(),
      protocol: 1,
      member: this.options.member,
      page: this.options.page,
      consultation: this.place?.consultation ?? null,
      lastSeq: this.place?.lastSeq ?? 0
    }
  }

  private lost(): void {
    this.hangUp()
    const delay = this.policy.delayMs(this.attempt)
    this.attempt += 1
    this.enter({ kind: 'waiting', attempt: this.attempt, retryAt: Date.now() + delay })
    this.timer = setTimeout(() => this.dial(), delay)
  }

  private hangUp(): void {
    clearTimeout(this.timer)
    clearTimeout(this.pongTimer)
    this.pongTimer = undefined
    const socket = this.socket
    this.socket = null
    if (socket === null) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  private receive(frame: string): void {
    const parsed = parseServerMessage(frame)
    // A type that a newer server made up, or a frame that says nothing readable, changes nothing here.
    if (parsed.kind !== 'message') return
    const { message } = parsed
    switch (message.type) {
      case 'pong':
        clearTimeout(this.pongTimer)
        this.pongTimer = undefined
        return
      case 'welcome':
        this.welcomed(message)
        break
      case 'refused':
        if (message.closing && this.refusedForGood(message)) return
        break
      case 'event':
        if (!this.isNext(message.consultation, message.seq)) return
        break
      case 'consultation':
        if (this.place?.consultation !== message.consultation) {
          this.keep({ consultation: message.consultation, lastSeq: 0 })
        }
        break
      case 'done':
      case 'ticket':
      case 'queue':
      case 'invitation':
      case 'slots':
      case 'media-answer':
      case 'bridge':
      case 'second-bridge':
        break
      default:
        message satisfies never
    }
    this.settle(message)
    for (const listener of this.messageListeners) listener(message)
  }

  private welcomed(welcome: Welcome): void {
    clearTimeout(this.timer)
    this.attempt = 0
    this.enter({ kind: 'open', welcome })
    for (const { frame } of this.pending.values()) this.socket?.send(frame)
    this.schedulePing()
  }

  private refusedForGood(refused: Refused): boolean {
    if (!FINAL_CODES.has(refused.code)) return false
    this.options.network?.removeEventListener('online', this.onOnline)
    this.hangUp()
    this.enter({ kind: 'refused', code: refused.code, zh: refused.zh, en: refused.en })
    this.rejectAll(new SignalRefusal(refused))
    return true
  }

  /** Events come in order; one that was seen already is dropped, and a hole is filled by saying hello again, once. */
  private isNext(consultation: string, seq: number): boolean {
    if (this.place?.consultation !== consultation) {
      this.keep({ consultation, lastSeq: seq })
      return true
    }
    const { lastSeq } = this.place
    if (seq <= lastSeq) return false
    if (seq > lastSeq + 1 && lastSeq > 0 && this.resyncedAt !== lastSeq) {
      this.resyncedAt = lastSeq
      this.dial()
      return false
    }
    this.keep({ consultation, lastSeq: seq })
    return true
  }

  private settle(message: ServerMessage): void {
    if (!('replyTo' in message) || message.replyTo === null) return
    const pending = this.pending.get(message.replyTo)
    if (pending === undefined) return
    this.pending.delete(message.replyTo)
    if (message.type === 'refused') pending.reject(new SignalRefusal(message))
    else pending.resolve(message)
  }

  private schedulePing(): void {
    this.timer = setTimeout(() => {
      this.ping(PONG_WITHIN_MS)
      this.schedulePing()
    }, PING_EVERY_MS)
  }

  private ping(within: number): void {
    this.pings += 1
    const ping: Ping = { type: 'ping', n: this.pings }
    this.socket?.send(JSON.stringify(ping))
    const by = Date.now() + within
    // A pong that is waited for already may be sooner overdue.
    if (this.pongTimer !== undefined && this.pongBy <= by) return
    clearTimeout(this.pongTimer)
    this.pongBy = by
    this.pongTimer = setTimeout(() => this.lost(), within)
  }

  private keep(place: Place | null): void {
    this.place = place
    this.options.place.save(place)
  }

  private rejectAll(error: Error): void {
    const open = [...this.pending.values()]
    this.pending.clear()
    for (const { reject } of open) reject(error)
  }

  private enter(state: SocketState): void {
    this.current = state
    for (const listener of this.stateListeners) listener(state)
  }
}
