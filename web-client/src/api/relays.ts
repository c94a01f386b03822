import { http } from './http'

interface Relay {
  readonly url: string
  readonly username: string
  readonly credential: string
}

/** The relays of this deployment with fresh credentials, as the browser wants them; most have none. */
export const relays = async (): Promise<RTCIceServer[]> =>
  (await http.get<readonly Relay[]>('/api/relays')).map(({ url, username, credential }) => ({
    urls: url,
    username,
    credential
  }))
