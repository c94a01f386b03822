/** Credentials are good for five minutes (docs/media.md); those of half that age still last for a connection that begins now. */
const GOOD_MS = 150_000
/** From this age on they are asked for anew while nobody waits for them. */
const REFRESH_MS = 100_000

/**
 * The relays of this deployment, known ahead of time: a connection that is made because the one before broke does not wait for
 * an answer first. Never fails: without an answer there are none.
 */
export class KnownRelays {
  private known: RTCIceServer[] | null = null
  private askedAt = -Infinity
  private asking: Promise<RTCIceServer[]> | null = null

  constructor(
    private readonly ask: () => Promise<RTCIceServer[]>,
    private readonly now: () => number = () => performance.now()
  ) {}

  /** Those for a connection that begins now. Waits where there is no answer yet, or only one of old. */
  async get(): Promise<RTCIceServer[]> {
    const { known } = this
    if (known === null || (known.length > 0 && this.age() >= GOOD_MS)) return this.renew()
    // Most deployments have none, and that seldom changes.
    if (known.length === 0) void this.renew()
    return known
  }

  /** Asks again when the answer gets old. */
  refresh(): void {
    if (this.known !== null && this.known.length > 0 && this.age() >= REFRESH_MS) void this.renew()
  }

  private age(): number {
    return this.now() - this.askedAt
  }

  private async renew(): Promise<RTCIceServer[]> {
    this.asking ??= this.answer().finally(() => (this.asking = null))
    return this.asking
  }

  private async answer(): Promise<RTCIceServer[]> {
    const askedAt = this.now()
    try {
      const found = await this.ask()
      this.known = found
      this.askedAt = askedAt
      return found
    } catch {
      return []
    }
  }
}
