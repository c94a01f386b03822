import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { createSocket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const READY_WITHIN_MS = 240_000

export interface Options {
  /** Three processes behind a proxy, with Redis, instead of one. */
  split?: boolean
  /** Further options of `./run`, such as `--no-demo`. */
  args?: readonly string[]
  /** Settings by environment, such as `YIZHAN_MEDIA_FAULTS_LOSSPERCENT`. */
  env?: Readonly<Record<string, string>>
}

/** The real product, started by `./run` on free ports with a data folder of its own. */
export class Product {
  private process: ChildProcess | undefined
  /** What it printed; read it when something went wrong. */
  output = ''

  private constructor(
    readonly port: number,
    readonly mediaPort: number,
    readonly data: string,
    private readonly options: Options
  ) {}

  /** Starts one, of a shape of its own: see {@link Options}. */
  static async begin(options: Options = {}): Promise<Product> {
    const product = new Product(
      await freeTcpPort(),
      await freeUdpPort(),
      mkdtempSync(join(tmpdir(), 'yizhan-e2e-data-')),
      options
    )
    await product.start()
    return product
  }

  /** One that somebody else started and will end. */
  static running(origin: string): Product {
    return new Product(Number(new URL(origin).port), 0, '', {})
  }

  get origin(): string {
    return `http://localhost:${this.port}`
  }

  /** Starts it (again) on the same ports and data. Returns how long it took until it answered that it is ready, in ms. */
  async start(): Promise<number> {
    const began = Date.now()
    const child = spawn(
      join(ROOT, this.options.split ? 'scripts/split' : 'run'),
      [
        ...['--port', `${this.port}`, '--media-port', `${this.mediaPort}`, '--data', this.data],
        ...(this.options.args ?? [])
      ],
      {
        cwd: ROOT,
        env: { ...process.env, ...videobridge(), ...this.options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that a power cut takes all of its processes.
        detached: this.options.split === true
      }
    )
    this.process = child
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-200_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const ended = new Promise<never>((_, reject) =>
      child.once('exit', (code) => reject(new Error(`./run ended with ${code} before it was ready:\n${this.output}`)))
    )
    ended.catch(() => undefined)
    await Promise.race([this.ready(), ended])
    return Date.now() - began
  }

  private async ready(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS
    while (Date.now() < until) {
      const answer = await fetch(`${this.origin}/actuator/health/readiness`).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`not ready within ${READY_WITHIN_MS} ms:\n${this.output}`)
  }

  /** Takes the process away without a word, as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Ends it as Ctrl-C does. */
  async stop(): Promise<void> {
    await this.end('SIGINT')
  }

  /** Ends it and forgets its data. */
  async dispose(): Promise<void> {
    await this.stop()
    if (this.data && !process.env.YIZHAN_KEEP_DATA) rmSync(this.data, { recursive: true, force: true })
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    if (signal === 'SIGKILL' && this.options.split && child.pid !== undefined) process.kill(-child.pid, signal)
    else child.kill(signal)
    await gone
  }
}

/** With `JVB_URL`, the private address of a stock Jitsi Videobridge, that one carries the media. */
function videobridge(): Readonly<Record<string, string>> {
  const url = process.env.JVB_URL
  return url ? { YIZHAN_MEDIA_ENGINE: 'jvb', YIZHAN_MEDIA_JVB_BRIDGES: url } : {}
}

export function freeTcpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))
      )
    })
  })
}

export function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.once('error', reject)
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}
