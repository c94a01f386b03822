import { createServer, connect, type Server, type Socket } from 'node:net'

/** A stretch of cable between a browser and the product that can be cut: TCP only, so that media goes on beside it. */
export class WireCut {
  private readonly pairs = new Set<[Socket, Socket]>()
  private cut = false

  private constructor(
    private readonly server: Server,
    readonly port: number
  ) {}

  static to(port: number): Promise<WireCut> {
    return new Promise((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        if (!address || typeof address !== 'object') {
          reject(new Error('no port'))
          return
        }
        const wire = new WireCut(server, address.port)
        server.on('connection', (near) => wire.join(near, port))
        resolve(wire)
      })
    })
  }

  get origin(): string {
    return `http://localhost:${this.port}`
  }

  private join(near: Socket, port: number): void {
    if (this.cut) {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    this.pairs.add(pair)
    near.pipe(far).pipe(near)
    for (const socket of pair) {
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        this.pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
  }

  /** Nothing gets through and nobody is told: what is on the way stays on the way. */
  sever(): void {
    this.cut = true
    for (const [near, far] of this.pairs) {
      near.unpipe()
      far.unpipe()
      near.pause()
      far.pause()
    }
  }

  /** The cable is whole again. What lay on it is lost, as after a real cut: the old connections are gone. */
  mend(): void {
    this.cut = false
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }

  close(): Promise<void> {
    this.mend()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}
