const PASSWORD = 'yizhan-demo'

/** Somebody who works without a browser: signs in through the trial provider's form and asks the API. */
export class Account {
  private readonly cookies = new Map<string, string>()

  private constructor(readonly origin: string) {}

  static async signIn(origin: string, account: string): Promise<Account> {
    const it = new Account(origin)
    const form = await (await it.follow('/auth/sign-in?page=/desk')).text()
    const token = /name="_csrf"[^>]*value="([^"]*)"/.exec(form)?.[1] ?? ''
    await it.follow('/idp/sign-in', new URLSearchParams({ username: account, password: PASSWORD, _csrf: token }))
    return it
  }

  async get<T>(path: string): Promise<T> {
    return (await this.ask(path)).json() as Promise<T>
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return (await this.ask(path, 'POST', JSON.stringify(body), 'application/json')).json() as Promise<T>
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return (await this.ask(path, 'PUT', JSON.stringify(body), 'application/json')).json() as Promise<T>
  }

  async upload(path: string, data: Buffer, type: string): Promise<void> {
    await this.ask(path, 'POST', new Uint8Array(data), type)
  }

  private async ask(path: string, method = 'GET', body: BodyInit | null = null, type?: string): Promise<Response> {
    const answer = await this.send(path, method, body, {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      accept: 'application/json'
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }

  private async follow(path: string, form?: URLSearchParams): Promise<Response> {
    let answer = await this.send(path, form ? 'POST' : 'GET', form ?? null, { accept: 'text/html' })
    for (let to = answer.headers.get('location'); to !== null; to = answer.headers.get('location')) {
      answer = await this.send(to, 'GET', null, { accept: 'text/html' })
      // Signed in: the page itself is not wanted.
      if (this.cookies.has('YIZHAN_SESSION')) break
    }
    return answer
  }

  private async send(path: string, method: string, body: BodyInit | null, headers: Record<string, string>) {
    const answer = await fetch(new URL(path, this.origin), {
      method,
      body,
      redirect: 'manual',
      headers: {
        ...headers,
        origin: this.origin,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      }
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
    return answer
  }
}
