/** Loudness from which it may be speech: about −40 dBov. */
const AUDIBLE = 0.01
/** What is left of a voice with each look; between words it is not over at once. */
const DECAY = 0.75
/** Somebody else speaks who is so much louder, for so many looks. */
const LOUDER = 1.5
const LOOKS = 2
/** So many looks after the last audible one nobody speaks any more. */
const SILENCE = 6

/**
 * Who of several is speaking, by how loud each is: one at a time, who spoke keeps it through pauses between words, and who only
 * coughs in between does not get it. To be asked about five times a second.
 */
export class Speaker {
  private voices: number[] = []
  private current: number | null = null
  private challenger: number | null = null
  private looks = 0
  private silent = 0

  /**
   * @param levels how loud each is now, 0 to 1; linear, as browsers give it
   * @returns whose turn it is, or nobody's
   */
  hear(levels: readonly number[]): number | null {
    this.voices = levels.map((level, index) => Math.max(level, (this.voices[index] ?? 0) * DECAY))
    const voice = (of: number | null) => (of === null ? 0 : (this.voices[of] ?? 0))
    const loudest = this.voices.reduce<number | null>((best, now, index) => (now > voice(best) ? index : best), null)
    this.silent = Math.max(...levels, 0) >= AUDIBLE ? 0 : this.silent + 1
    if (this.silent >= SILENCE) {
      this.current = this.challenger = null
      return null
    }
    const challenges =
      loudest !== null &&
      loudest !== this.current &&
      (levels[loudest] ?? 0) >= AUDIBLE &&
      (this.current === null || voice(loudest) >= voice(this.current) * LOUDER)
    this.looks = challenges && loudest === this.challenger ? this.looks + 1 : challenges ? 1 : 0
    this.challenger = challenges ? loudest : null
    if (challenges && (this.current === null || this.looks >= LOOKS)) this.current = loudest
    return this.current
  }
}
