/** Reads a value that came from outside. Throws {@link ShapeError} and names the place when it is not what it should be. */
export type Reader<T> = (value: unknown, at: string) => T
export type Read<R> = R extends Reader<infer T> ? T : never

/** What came is not what the protocol says. */
export class ShapeError extends Error {
  constructor(
    readonly at: string,
    wanted: string
  ) {
    super(`${at}: ${wanted} wanted`)
    this.name = 'ShapeError'
  }
}

export const text: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new ShapeError(at, 'text')
  return value
}

export const number: Reader<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(at, 'number')
  return value
}

/** A whole number, 0 or more: what counts, indexes and sequence numbers are. */
export const count: Reader<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new ShapeError(at, 'count')
  return value
}

export const flag: Reader<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new ShapeError(at, 'true or false')
  return value
}

/** An instant in ISO 8601, kept as text. */
export const instant: Reader<string> = (value, at) => {
  const read = text(value, at)
  if (Number.isNaN(Date.parse(read))) throw new ShapeError(at, 'instant')
  return read
}

export function oneOf<const T extends string>(...words: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = words.find((word) => word === value)
    if (found === undefined) throw new ShapeError(at, words.join('|'))
    return found
  }
}

export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(at, 'list')
    return value.map((one, index) => item(one, `${at}[${index}]`))
  }
}

/** Null and absent are the same thing on the wire. */
export function maybe<T>(reader: Reader<T>): Reader<T | null> {
  return (value, at) => (value === null || value === undefined ? null : reader(value, at))
}

export function orElse<T>(reader: Reader<T>, fallback: T): Reader<T> {
  return (value, at) => (value === null || value === undefined ? fallback : reader(value, at))
}

export function record(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(at, 'object')
  return value as Record<string, unknown>
}

type Shape = Readonly<Record<string, Reader<unknown>>>
export type Shaped<S extends Shape> = { readonly [K in keyof S]: Read<S[K]> }

/** Fields that are not named are dropped, so that an older page reads a newer server. */
export function object<S extends Shape>(shape: S): Reader<Shaped<S>> {
  return (value, at) => {
    const fields = record(value, at)
    return Object.fromEntries(
      Object.entries(shape).map(([name, reader]) => [name, reader(fields[name], `${at}.${name}`)])
    ) as Shaped<S>
  }
}
