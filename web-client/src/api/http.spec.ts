import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem, carry, http, onSignedOut } from './http'

type Call = readonly [URL, RequestInit & { headers: Headers }]

const answer = (status: number, body: unknown) =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' }
  })

let replies: (() => Response | Error)[]
let calls: Call[]

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', { origin: 'http://here' })
  calls = []
  replies = []
  vi.stubGlobal('fetch', async (...call: Call) => {
    calls.push(call)
    const reply = replies.shift()?.() ?? new Error('no answer prepared')
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const cut = () => new TypeError('Failed to fetch')
const keys = () => calls.map(([, { headers }]) => headers.get('Idempotency-Key'))

async function failureOf(call: Promise<unknown>): Promise<ApiProblem> {
  const caught = call.then(
    () => new Error('did not fail'),
    (error: unknown) => error
  )
  await vi.runAllTimersAsync()
  const error = await caught
  if (!(error instanceof ApiProblem)) throw new Error(`not a problem: ${String(error)}`)
  return error
}

describe('a refusal', () => {
  it('carries code, both sentences and the field', async () => {
    replies = [
      () =>
        answer(422, {
          code: 'resident-id-number',
          zh: '号码不对',
          en: 'Wrong',
          field: 'resident.idNumber',
          requestId: 'q'
        })
    ]
    expect(await failureOf(http.post('/api/cases', {}))).toMatchObject({
      status: 422,
      code: 'resident-id-number',
      zh: '号码不对',
      en: 'Wrong',
      field: 'resident.idNumber',
      requestId: 'q'
    })
  })

  it.each([
    [500, '<html>', 'internal'],
    [500, [1], 'internal'],
    [502, 'bad gateway', 'network-unreachable'],
    [404, {}, 'internal']
  ])('of status %d that nobody can read still has words', async (status, body, code) => {
    replies = [() => answer(status, body)]
    const problem = await failureOf(http.get('/api/me'))
    expect(problem).toMatchObject({ status, code })
    expect(problem.zh).not.toBe('')
  })

  it('for want of a session is told to the page', async () => {
    let told = 0
    const stop = onSignedOut(() => (told += 1))
    replies = [() => answer(401, { code: 'not-signed-in', zh: '一', en: 'One' })]
    expect((await failureOf(http.get('/api/me'))).code).toBe('not-signed-in')
    stop()
    expect(told).toBe(1)
  })
})

describe('a network that is cut', () => {
  it('is tried again with the same key, so that a wish takes effect once', async () => {
    replies = [cut, cut, () => answer(201, { id: 'c' })]
    const call = http.post<{ id: string }>('/api/cases', { item: 'x' }, { idempotencyKey: 'k-1' })
    await vi.runAllTimersAsync()
    await expect(call).resolves.toEqual({ id: 'c' })
    expect(keys()).toEqual(['k-1', 'k-1', 'k-1'])
  })

  it('keeps a key of its own over its tries when none was given', async () => {
    replies = [cut, () => answer(200, {})]
    const call = http.post('/api/x')
    await vi.runAllTimersAsync()
    await call
    expect(keys()[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Set(keys()).size).toBe(1)
  })

  it('is a problem like any other in the end', async () => {
    replies = [cut, cut, cut]
    expect(await failureOf(http.get('/api/me'))).toMatchObject({ status: 0, code: 'network-unreachable' })
    expect(calls).toHaveLength(3)
  })
})

describe('a call', () => {
  it('puts parameters into the query and leaves out those without a value', async () => {
    replies = [() => answer(200, [])]
    await http.get('/api/cases', { q: '演示甲', page: 0, from: undefined })
    expect(calls[0]?.[0].href).toBe('http://here/api/cases?q=%E6%BC%94%E7%A4%BA%E7%94%B2&page=0')
  })

  it('has no key when it only reads', async () => {
    replies = [() => answer(200, {})]
    await http.get('/api/me')
    expect(keys()).toEqual([null])
  })

  it('may be answered with nothing', async () => {
    replies = [() => answer(204, undefined)]
    await expect(http.post('/auth/sign-out')).resolves.toBeUndefined()
  })
})

describe('a request of the generated client', () => {
  const request = () =>
    new Request('http://here/api/webhooks', {
      method: 'POST',
      body: '{"url":"https://x"}',
      headers: { 'Idempotency-Key': 'k-2' }
    })

  it('is carried again over a cut line, whole and with its key', async () => {
    const bodies: string[] = []
    const seen: (string | null)[] = []
    vi.stubGlobal('fetch', async (it: Request) => {
      bodies.push(await it.text())
      seen.push(it.headers.get('Idempotency-Key'))
      if (bodies.length === 1) throw cut()
      return answer(201, {})
    })
    const call = carry(request())
    await vi.runAllTimersAsync()
    expect((await call).status).toBe(201)
    expect(bodies).toEqual(['{"url":"https://x"}', '{"url":"https://x"}'])
    expect(seen).toEqual(['k-2', 'k-2'])
  })

  it('that is refused throws the same problem as any other call, once', async () => {
    let calls = 0
    vi.stubGlobal('fetch', async () => {
      calls += 1
      return Promise.resolve(answer(422, { code: 'webhook-url', zh: '网址', en: 'Address' }))
    })
    expect((await failureOf(carry(request()))).code).toBe('webhook-url')
    expect(calls).toBe(1)
  })
})
