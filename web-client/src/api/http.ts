/** What went wrong, for people (`zh`, `en`) and programs (`code`); the same everywhere, also when no server answered. */
export class ApiProblem extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    readonly zh: string,
    readonly en: string,
    readonly field: string | null = null,
    readonly requestId: string | null = null
  ) {
    super(code)
    this.name = 'ApiProblem'
  }
}

const UNREACHABLE = (status = 0) =>
  new ApiProblem(
    status,
    'network-unreachable',
    '网络暂时不通，请稍候再试。',
    'The network is down at the moment. Please try again shortly.'
  )
const UNREADABLE = (status: number) =>
  new ApiProblem(
    status,
    'internal',
    '系统出了点问题，请稍候再试。',
    'Something went wrong on our side. Please try again shortly.'
  )

const signedOutListeners = new Set<() => void>()

/** Told whenever the server no longer knows this session. The page leads back to sign-in and goes on from there. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

type Query = Readonly<Record<string, string | number | undefined>>

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly query?: Query | undefined
  readonly body?: unknown
  readonly raw?: { readonly data: Blob; readonly type: string } | undefined
  /** One key a wish: a call that is repeated with it takes effect once. */
  readonly idempotencyKey?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** A lost connection is retried this often; GET and PUT are safe to repeat, POST carries its key. */
const RETRIES = 2
const RETRY_AFTER_MS = 400

async function send(path: string, call: Call): Promise<Response> {
  const url = new URL(path, globalThis.location.origin)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const headers = new Headers({ accept: 'application/json' })
  if (call.method === 'POST') headers.set('Idempotency-Key', call.idempotencyKey ?? crypto.randomUUID())
  if (call.raw !== undefined) headers.set('content-type', call.raw.type)
  else if (call.body !== undefined) headers.set('content-type', 'application/json')
  const body = call.raw?.data ?? (call.body === undefined ? null : JSON.stringify(call.body))
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(url, {
        method: call.method,
        headers,
        body,
        credentials: 'same-origin',
        signal: call.signal ?? null
      })
    } catch (error) {
      if (call.signal?.aborted === true) throw error
      if (attempt >= RETRIES) throw UNREACHABLE()
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS * (attempt + 1)))
    }
  }
}

/** Carries a request that is ready, as the generated client hands it over: the same patience, the same problems. */
export async function carry(request: Request): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await accepted(await fetch(request.clone()))
    } catch (error) {
      if (error instanceof ApiProblem || request.signal.aborted) throw error
      if (attempt >= RETRIES) throw UNREACHABLE()
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS * (attempt + 1)))
    }
  }
}

const checked = async (path: string, call: Call) => accepted(await send(path, call))

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response
  const problem = await readProblem(response)
  if (response.status === 401) for (const listener of signedOutListeners) listener()
  throw problem
}

export async function readProblem(response: Response): Promise<ApiProblem> {
  const fallback =
    response.status === 502 || response.status === 504 ? UNREACHABLE(response.status) : UNREADABLE(response.status)
  const body: unknown = await response.json().catch(() => null)
  if (typeof body !== 'object' || body === null) return fallback
  const fields = body as Record<string, unknown>
  const word = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null)
  return new ApiProblem(
    response.status,
    word('code') ?? fallback.code,
    word('zh') ?? fallback.zh,
    word('en') ?? fallback.en,
    word('field'),
    word('requestId')
  )
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204 || response.headers.get('content-length') === '0') return undefined as T
  const textual = await response.text()
  try {
    return (textual === '' ? undefined : JSON.parse(textual)) as T
  } catch {
    throw UNREADABLE(response.status)
  }
}

/** The server's HTTP API of this origin. Every failure is an {@link ApiProblem}. */
export const http = {
  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return read<T>(await checked(path, { method: 'GET', query, signal }))
  },
  async blob(path: string, signal?: AbortSignal): Promise<Blob> {
    return (await checked(path, { method: 'GET', signal })).blob()
  },
  async post<T>(path: string, body?: unknown, options: { idempotencyKey?: string; query?: Query } = {}): Promise<T> {
    return read<T>(await checked(path, { method: 'POST', body, ...options }))
  },
  async postRaw<T>(
    path: string,
    data: Blob,
    type: string,
    options: { idempotencyKey?: string; query?: Query } = {}
  ): Promise<T> {
    return read<T>(await checked(path, { method: 'POST', raw: { data, type }, ...options }))
  },
  async put<T>(path: string, body: unknown): Promise<T> {
    return read<T>(await checked(path, { method: 'PUT', body }))
  },
  async delete(path: string): Promise<void> {
    await checked(path, { method: 'DELETE' })
  }
}
