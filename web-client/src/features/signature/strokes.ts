export interface Point {
  readonly x: number
  readonly y: number
  /** Milliseconds since the first touch. */
  readonly t: number
}
export type Strokes = readonly (readonly Point[])[]

/** A name takes some hundred points; a hand that never lifts must not fill the memory. */
export const MOST_POINTS = 6_000
/** Nearer than this says nothing new about the line. */
const NEAREST = 0.7

export function addPoint(strokes: Strokes, point: Point): Strokes {
  const last = strokes.at(-1)
  if (last === undefined || countPoints(strokes) >= MOST_POINTS) return strokes
  const before = last.at(-1)
  if (before !== undefined && Math.hypot(point.x - before.x, point.y - before.y) < NEAREST) return strokes
  return [...strokes.slice(0, -1), [...last, point]]
}

export const countPoints = (strokes: Strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0)

/** A dot or a slip of the finger is no name: some way has to be written. */
export function isSignature(strokes: Strokes): boolean {
  let way = 0
  for (const stroke of strokes) {
    for (let index = 1; index < stroke.length; index += 1) {
      const [from, to] = [stroke[index - 1], stroke[index]]
      if (from && to) way += Math.hypot(to.x - from.x, to.y - from.y)
    }
  }
  return way >= 80 && countPoints(strokes) >= 8
}
