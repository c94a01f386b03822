import createClient from 'openapi-fetch'
import type { paths } from './generated/schema'
import { carry } from './http'

/**
 * The API as the server describes it: addresses, parameters and answers are checked against `generated/schema.ts`, which
 * `scripts/api-types` makes from a running product. Apart from the rest of `@/api`, so that the booth does not carry it. Every failure is an `ApiProblem`, as with `http`.
 */
export const api = /* @__PURE__ */ createClient<paths>({ baseUrl: globalThis.location?.origin ?? '', fetch: carry })

/** What a call answered. A refusal never comes here: it was thrown. */
export async function got<T>(call: Promise<{ readonly data?: T }>): Promise<T> {
  return (await call).data as T
}

/** What a command answered, of which the description says only that it is JSON. */
export async function told<T>(call: Promise<{ readonly data?: unknown }>): Promise<T> {
  return (await call).data as T
}

/** The header of a command: repeated with the same key it takes effect once. */
export const keyed = (key: string = crypto.randomUUID()) => ({ header: { 'Idempotency-Key': key } })

type Verb = 'get' | 'post' | 'put' | 'delete'
type Answers<P extends keyof paths, V extends Verb> = paths[P][V] extends { responses: infer R } ? R : never

/** What a path answers, by its address: `Answer<'/api/org/stations'>`. */
export type Answer<P extends keyof paths, V extends Verb = 'get'> =
  Answers<P, V> extends { 200: { content: { 'application/json': infer T } } } ? T : never

/** One line of a list that a path answers. */
export type Line<P extends keyof paths> = Answer<P> extends readonly (infer T)[] ? T : never
