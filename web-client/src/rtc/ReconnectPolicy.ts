/** How long to wait before the next try: doubling from a floor to a ceiling, scattered so that many pages do not knock at once. */
export class ReconnectPolicy {
  constructor(
    private readonly floorMs = 300,
    private readonly ceilingMs = 5_000,
    private readonly random: () => number = Math.random
  ) {}

  /** @param attempt 0 for the first wait after a connection that had worked */
  delayMs(attempt: number): number {
    const step = Math.min(this.ceilingMs, this.floorMs * 2 ** Math.min(attempt, 16))
    return Math.round(this.floorMs + (step - this.floorMs) * this.random())
  }
}
