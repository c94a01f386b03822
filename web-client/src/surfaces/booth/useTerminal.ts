import { onScopeDispose, type Ref, shallowRef } from 'vue'
import { ApiProblem, type Activation, me, type Me, onSignedOut, terminals } from '@/api'

/** Whether this machine may be a booth, and if not yet, how far it is. */
export type TerminalState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'offline' }
  /** Nobody said yet which terminal this machine is. */
  | { readonly kind: 'unnamed'; readonly denied: boolean; readonly refusal: ApiProblem | null }
  | { readonly kind: 'waiting'; readonly terminal: string; readonly activation: Activation; readonly expiresAt: number }
  /** A person is signed in on this browser. */
  | { readonly kind: 'staff'; readonly name: string }
  | { readonly kind: 'ready'; readonly me: Me }

const KEY = 'yizhan.booth.terminal'
const RETRY_MS = 3_000

/** Keeps the terminal signed in: asks who it is, asks for approval when it is nobody, and starts over when it was signed out. */
export function useTerminal() {
  const state = shallowRef<TerminalState>({ kind: 'checking' })
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false

  const later = (work: () => Promise<void>, ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void work(), ms)
  }

  /** Who is this? Safe to call at any time; a meeting that goes on is not disturbed by a network that does not answer. */
  async function check(): Promise<void> {
    if (running || state.value.kind === 'waiting') return
    running = true
    try {
      const who = await me()
      state.value = who.roles.includes('TERMINAL') ? { kind: 'ready', me: who } : { kind: 'staff', name: who.name }
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) {
        const known = new URLSearchParams(globalThis.location.search).get('terminal') ?? localStorage.getItem(KEY)
        if (known === null) state.value = { kind: 'unnamed', denied: false, refusal: null }
        else void ask(known)
      } else {
        if (state.value.kind === 'checking') state.value = { kind: 'offline' }
        if (state.value.kind !== 'ready') later(check, RETRY_MS)
      }
    } finally {
      running = false
    }
  }

  async function ask(terminal: string): Promise<void> {
    try {
      const activation = await terminals.ask(terminal)
      localStorage.setItem(KEY, terminal)
      const expiresAt = Date.now() + activation.expiresIn * 1000
      state.value = { kind: 'waiting', terminal, activation, expiresAt }
      later(poll, activation.interval * 1000)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.status >= 400 && error.status < 500 && error.status !== 429) {
        localStorage.removeItem(KEY)
        state.value = { kind: 'unnamed', denied: false, refusal: error }
      } else {
        if (state.value.kind === 'checking') state.value = { kind: 'offline' }
        later(() => ask(terminal), RETRY_MS)
      }
    }
  }

  async function poll(): Promise<void> {
    const waiting = state.value
    if (waiting.kind !== 'waiting') return
    const again = (seconds: number | null) => later(poll, (seconds ?? waiting.activation.interval) * 1000)
    try {
      const { state: answer, interval } = await terminals.poll(waiting.activation.handle)
      switch (answer) {
        case 'pending':
          if (Date.now() < waiting.expiresAt) again(interval)
          else void ask(waiting.terminal)
          return
        case 'approved':
          state.value = { kind: 'checking' }
          void check()
          return
        case 'denied':
          localStorage.removeItem(KEY)
          state.value = { kind: 'unnamed', denied: true, refusal: null }
          return
        case 'expired':
          void ask(waiting.terminal)
          return
        default:
          answer satisfies never
      }
    } catch {
      again(null)
    }
  }

  async function signOut(): Promise<void> {
    await terminals.signOut().catch(() => undefined)
    state.value = { kind: 'checking' }
    void check()
  }

  const stop = onSignedOut(() => {
    if (state.value.kind === 'ready' || state.value.kind === 'staff') {
      state.value = { kind: 'checking' }
      later(check, 0)
    }
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
  void check()

  return { state: state as Readonly<Ref<TerminalState>>, check, ask, signOut }
}

export type Terminal = ReturnType<typeof useTerminal>
