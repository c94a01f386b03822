/** What a connection's pictures went through so far, as the browser counts it. */
export interface Passage {
  /** Milliseconds of any clock that does not go back. */
  readonly at: number
  readonly packets: number
  /** How often packets were asked for again. */
  readonly asked: number
  readonly freezes: number
  /** 0 while it is not known. */
  readonly roundTripMs: number
}

const WINDOW_MS = 3_000
/** Too few packets to tell anything. */
const FEW = 30
/** With one question for so many packets, the line loses enough to be seen. */
const PACKETS_A_QUESTION = 50
/** With so many questions, a question or its answer is often lost too, and again. */
const PACKETS_A_QUESTION_WORSE = 20
/** What is asked for again over a shorter way comes in time by itself. */
const LONG_WAY_MS = 120
const MOST_MS = 900
const STEP_MS = 100
/** A line that lost lately may lose again. */
const KEPT_MS = 30_000

/**
 * How long what comes is kept before it is played, where the line is long and loses much: then what was lost and asked for
 * again still comes in time, and the picture does not stop. It is longer as long as the picture stops all the same. Decides
 * only.
 */
export class Playout {
  private passages: Passage[] = []
  private target: number | null = null
  private badAt = 0
  private steppedAt = 0

  /** The delay that is wanted from now on, in ms; null: what the browser thinks best. */
  look(now: Passage): number | null {
    const [first] = this.passages
    if (first !== undefined && now.packets < first.packets) this.passages = []
    this.passages = [...this.passages.filter(({ at }) => now.at - at <= WINDOW_MS), now]
    const since = this.passages[0] ?? now
    const packets = now.packets - since.packets
    const asked = now.asked - since.asked
    const bad = packets >= FEW && asked * PACKETS_A_QUESTION >= packets
    if (bad && now.roundTripMs >= LONG_WAY_MS) {
      this.badAt = now.at
      const frozen = now.freezes > since.freezes
      const rounds = asked * PACKETS_A_QUESTION_WORSE >= packets ? 3 : 2
      const least = rounds * now.roundTripMs + STEP_MS
      if (this.target === null) this.step(now.at, least)
      else if (frozen && now.at - this.steppedAt >= WINDOW_MS) this.step(now.at, Math.max(least, this.target + STEP_MS))
    } else if (this.target !== null && now.at - this.badAt > KEPT_MS) {
      this.target = null
    }
    return this.target
  }

  private step(at: number, wanted: number): void {
    this.steppedAt = at
    this.target = Math.min(MOST_MS, Math.round(wanted / STEP_MS) * STEP_MS)
  }
}
