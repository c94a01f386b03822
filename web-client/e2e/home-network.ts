import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A network of a booth's own: a network namespace with one cable to the machine that the product runs on. The cable can be
 * pulled and put back. Needs root and iproute2; made before the product starts, so that it offers the cable's address.
 */
export class HomeNetwork {
  private readonly folder = mkdtempSync(join(tmpdir(), 'yizhan-e2e-net-'))
  private readonly inside: string
  private readonly outside: string
  private host = 2

  private constructor(
    private readonly name: string,
    private readonly subnet: number
  ) {
    this.inside = `${name}i`
    this.outside = `${name}o`
  }

  static make(name: string, subnet: number): HomeNetwork {
    const network = new HomeNetwork(name, subnet)
    network.remove()
    ip('netns', 'add', name)
    ip('link', 'add', network.outside, 'type', 'veth', 'peer', 'name', network.inside, 'netns', name)
    ip('addr', 'add', `${network.address}/24`, 'dev', network.outside)
    ip('link', 'set', network.outside, 'up')
    ip('-n', name, 'addr', 'add', network.lease, 'dev', network.inside)
    ip('-n', name, 'link', 'set', network.inside, 'up')
    ip('-n', name, 'link', 'set', 'lo', 'up')
    return network
  }

  /** Where the product is found from inside. */
  get address(): string {
    return `10.77.${this.subnet}.1`
  }

  private get lease(): string {
    return `10.77.${this.subnet}.${this.host}/24`
  }

  /** The address of everything inside is taken away and another one given, as by a router that was exchanged. */
  move(): void {
    const old = this.lease
    this.host += 1
    execFileSync('ip', ['-n', this.name, '-batch', '-'], {
      input: `addr del ${old} dev ${this.inside}\naddr add ${this.lease} dev ${this.inside}\n`
    })
  }

  /** From now on a firewall lets no UDP through, out or in. */
  blockUdp(): void {
    ip('-n', this.name, 'rule', 'add', 'iif', this.inside, 'ipproto', 'udp', 'blackhole')
    ip('-n', this.name, 'rule', 'add', 'iif', 'lo', 'ipproto', 'udp', 'prohibit')
  }

  /** From now on so many kilobits a second come in at most; what does not fit waits up to 300 ms. Null: as many as come. */
  narrow(kilobits: number | null): void {
    quietly('tc', 'qdisc', 'del', 'dev', this.outside, 'root')
    if (kilobits === null) return
    const shape = ['rate', `${String(kilobits)}kbit`, 'burst', '16kb', 'latency', '300ms']
    run('tc', 'qdisc', 'add', 'dev', this.outside, 'root', 'tbf', ...shape)
  }

  /** A program that runs another one inside, for Playwright's `executablePath`. */
  browser(chromium: string): string {
    const script = join(this.folder, 'chromium')
    writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${this.name} ${chromium} "$@"\n`)
    chmodSync(script, 0o755)
    return script
  }

  pull(): void {
    ip('link', 'set', this.outside, 'down')
  }

  putBack(): void {
    ip('link', 'set', this.outside, 'up')
  }

  remove(): void {
    quietly('ip', 'netns', 'del', this.name)
    quietly('ip', 'link', 'del', this.outside)
  }

  dispose(): void {
    this.remove()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

const ip = (...args: string[]) => run('ip', ...args)

function run(program: 'ip' | 'tc', ...args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
}

function quietly(...command: Parameters<typeof run>): void {
  try {
    run(...command)
  } catch {
    // It was not there.
  }
}
