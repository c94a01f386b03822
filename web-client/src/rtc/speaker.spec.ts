import { describe, expect, it } from 'vitest'
import { Speaker } from './speaker'

/** What is said of each look, as a word: a digit or `-` for nobody. */
const heard = (...looks: readonly (readonly number[])[]): string => {
  const speaker = new Speaker()
  return looks.map((levels) => speaker.hear(levels) ?? '-').join('')
}
const times = (count: number, levels: readonly number[]) => Array.from({ length: count }, () => levels)

describe('who speaks', () => {
  it('is nobody while all are silent', () => {
    expect(heard(...times(3, [0, 0.005, 0]))).toBe('---')
    expect(heard(...times(3, []))).toBe('---')
  })

  it('is who is heard, at once', () => {
    expect(heard([0, 0.1, 0])).toBe('1')
  })

  it('stays who it was through pauses between words, and is nobody some time after the last', () => {
    expect(heard([0.2, 0], ...times(7, [0, 0]))).toBe('000000--')
  })

  it('is who speaks next, when the first has ended', () => {
    expect(heard([0.2, 0], [0.2, 0], ...times(6, [0, 0.2]))).toMatch(/^000*1+$/)
  })

  it('is not who coughs once in between', () => {
    expect(heard(...times(3, [0.2, 0]), [0.2, 0.4], ...times(4, [0.2, 0]))).toBe('00000000')
  })

  it('does not go to and fro between two that are equally loud', () => {
    expect(heard(...times(5, [0.2, 0.19]), ...times(5, [0.19, 0.2]))).toBe('0000000000')
  })
})
