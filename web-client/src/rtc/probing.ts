/**
 * When to have the browser measure its line again. A browser measures with a short burst when it begins to send, at the very
 * moment when it is busiest: it opens the camera, draws the meeting, decodes the other's picture. What it misses then it wins
 * back at 8 % a second at best, half a minute of a blurred face. A later burst of some milliseconds finds the line at once.
 */
const AFTER_LIVE_MS: readonly number[] = [1_500, 3_500, 7_000]
/** Later, for a line that has become better. */
const EVERY_MS = 20_000
/** Below this share of what the pictures may take. */
const SHORT = 0.75

export interface Probing {
  /** When sending began, and the last burst; ms on the page's clock. */
  readonly liveSince: number
  readonly probedAt: number | null
}

/** Whether to ask for a burst now: the line is said to carry `available` b/s, and the pictures may take `wanted` b/s. */
export function probeIsDue({ liveSince, probedAt }: Probing, now: number, available: number, wanted: number): boolean {
  if (wanted === 0 || available >= wanted * SHORT) return false
  const last = probedAt ?? liveSince
  const due = AFTER_LIVE_MS.map((after) => liveSince + after).find((at) => at > last) ?? last + EVERY_MS
  return now >= due
}
