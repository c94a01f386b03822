import { readonly, shallowRef, type ShallowRef } from 'vue'
import { ApiProblem, http, me as fetchMe, onSignedOut, type Me } from '@/api'

/** Who works at this page, as one of five. */
export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly me: Me }
  /** `expired`: somebody was signed in here a moment ago. */
  | { readonly kind: 'signed-out'; readonly expired: boolean }
  | { readonly kind: 'failed'; readonly problem: ApiProblem }

const state = shallowRef<SessionState>({ kind: 'asking' })

onSignedOut(() => sessionEnded())

/** The session is over: the server said 401, or the socket did. */
export function sessionEnded(): void {
  const { value } = state
  if (value.kind === 'signed-out') return
  state.value = { kind: 'signed-out', expired: value.kind === 'signed-in' }
}

export async function askSession(): Promise<void> {
  try {
    const who = await fetchMe()
    const { value } = state
    // The same person keeps the same object, so that nothing on the page is built anew.
    if (value.kind !== 'signed-in' || value.me.subject !== who.subject) state.value = { kind: 'signed-in', me: who }
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) sessionEnded()
    else if (error instanceof ApiProblem && state.value.kind !== 'signed-in') {
      state.value = { kind: 'failed', problem: error }
    }
  }
}

export function useSession(): Readonly<ShallowRef<SessionState>> {
  return readonly(state)
}

export function signInUrl(page: string): string {
  return `/auth/sign-in?page=${encodeURIComponent(page)}`
}

export async function signOut(page: string): Promise<void> {
  await http.post('/auth/sign-out')
  globalThis.location.assign(page)
}
