import { describe, expect, it } from 'vitest'
import { addPoint, countPoints, isSignature, MOST_POINTS, type Strokes } from './strokes'

const line = (length: number): Strokes => [Array.from({ length }, (_, index) => ({ x: index * 10, y: 0, t: index }))]

describe('strokes', () => {
  it('grow by the last one', () => {
    const grown = addPoint([[{ x: 0, y: 0, t: 0 }], [{ x: 5, y: 5, t: 9 }]], { x: 9, y: 9, t: 12 })
    expect(grown.map((stroke) => stroke.length)).toEqual([1, 2])
  })

  it('leave out points that say nothing new', () => {
    expect(countPoints(addPoint(line(1), { x: 0.3, y: 0.3, t: 5 }))).toBe(1)
  })

  it('stop at their bound', () => {
    expect(countPoints(addPoint(line(MOST_POINTS), { x: -50, y: -50, t: 1 }))).toBe(MOST_POINTS)
  })

  it('are a signature only when something was written', () => {
    expect(isSignature([])).toBe(false)
    expect(isSignature([[{ x: 1, y: 1, t: 0 }]])).toBe(false)
    expect(isSignature(line(5))).toBe(false)
    expect(isSignature(line(12))).toBe(true)
  })
})
