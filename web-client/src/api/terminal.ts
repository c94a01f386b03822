import { http } from './http'

/** A terminal's way in (device grant, RFC 8628): it shows a code, an administrator approves it, the cookie follows. */
export interface Activation {
  /** What this terminal polls with; nobody else knows it. */
  readonly handle: string
  readonly userCode: string
  /** Where the administrator approves: a path of ours, or an address of the identity provider's. */
  readonly verificationPath: string
  readonly interval: number
  readonly expiresIn: number
}

export interface ActivationAnswer {
  readonly state: 'pending' | 'approved' | 'denied' | 'expired'
  /** Seconds until the next question. */
  readonly interval: number | null
}

export const terminals = {
  ask: async (terminal: string) => http.post<Activation>('/auth/device', { terminal }),
  poll: async (handle: string) => http.post<ActivationAnswer>('/auth/device/poll', { handle }),
  signOut: async () => http.post<undefined>('/auth/sign-out')
}
