import { ApiProblem, http } from './http'

/** A terminal's way in (device grant, RFC 8628): it shows a code, an administrator approves it, the cookie follows. */
export interface Activation {
  readonly userCode: string
  readonly verificationUri: string
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

export type ActivationAnswer = 'pending' | 'approved' | 'denied' | 'expired'

export const terminals = {
  ask: async (terminal: string) => http.post<Activation>('/auth/terminal', { terminal }),
  poll: async (): Promise<ActivationAnswer> => {
    try {
      return (await http.post<{ state: ActivationAnswer }>('/auth/terminal/poll')).state
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 410)) return 'expired'
      throw error
    }
  },
  signOut: async () => http.post<undefined>('/auth/sign-out')
}
