import type { Role } from '@/protocol'
import { http } from './http'

export interface Me {
  readonly subject: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly station: string
  readonly stationName?: string
  /** The embedded demo identity provider is in use; every page says so. */
  readonly demo: boolean
}

export const me = async (signal?: AbortSignal) => http.get<Me>('/api/me', undefined, signal)
