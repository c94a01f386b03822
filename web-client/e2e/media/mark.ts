/**
 * A mark that a camera file carries in every frame and that any page can read back from the decoded picture: who is on the
 * picture, and which frame it is. Large black and white fields survive any encoder, scaled or not.
 *
 * 24 fields in 2 rows of 12: 4 of a fixed pattern, 4 of who, 10 of the frame number, 6 of a checksum.
 */
export const COLUMNS = 12
export const ROWS = 2

/** Where the fields lie, as shares of the picture's width and height. */
export const AREA = { left: 0.125, top: 0.06, width: 0.75, height: 0.18 }

const SYNC = 0b1010

export const WHO = { booth: 1, desk: 2, clerk: 3, supervisor: 4 } as const
export type Who = keyof typeof WHO

/** What each one's microphone plays, in Hz; far enough apart to be told from one another. */
export const TONE: Record<Who, number> = { booth: 500, desk: 900, clerk: 1500, supervisor: 2100 }

export interface Mark {
  who: Who
  frame: number
}

/** The 24 bits of a mark, first field first. */
export function bitsOf({ who, frame }: Mark): boolean[] {
  const payload = (WHO[who] << 10) | (frame & 0x3ff)
  const word = (SYNC << 20) | (payload << 6) | checksum(payload)
  return Array.from({ length: 24 }, (_, i) => ((word >> (23 - i)) & 1) === 1)
}

/** The mark that 24 bits spell, or null when they spell none. */
export function markOf(bits: readonly boolean[]): Mark | null {
  const word = bits.reduce((acc, bit) => (acc << 1) | (bit ? 1 : 0), 0)
  const payload = (word >> 6) & 0x3fff
  if (word >> 20 !== SYNC || (word & 0x3f) !== checksum(payload)) return null
  const who = (Object.keys(WHO) as Who[]).find((name) => WHO[name] === payload >> 10)
  return who ? { who, frame: payload & 0x3ff } : null
}

function checksum(payload: number): number {
  return ((payload * 37) ^ (payload >> 5) ^ 0x15) & 0x3f
}
