import type { BrowserContext, Page } from '@playwright/test'

/** What a page's connections say of themselves; see the W3C's Identifiers for WebRTC's Statistics API. */
export type Stat = Record<string, unknown> & { type: string; kind?: string }

/** Remembers every RTCPeerConnection that pages of this context make, so that a test can ask them. */
export async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const Original = RTCPeerConnection
    // Pages make some of them in frames.
    const home = (window.top ?? window) as { __connections?: RTCPeerConnection[] }
    const made = (home.__connections ??= [])
    window.RTCPeerConnection = new Proxy(Original, {
      construct(target, args) {
        const connection = new target(...(args as [RTCConfiguration?]))
        made.push(connection)
        return connection
      }
    })
  })
}

/** The statistics of the connections that are not closed. */
export async function statsOf(page: Page): Promise<Stat[]> {
  return page.evaluate(async () => {
    const made = (window as unknown as { __connections: RTCPeerConnection[] }).__connections
    const all: Record<string, unknown>[] = []
    for (const connection of made) {
      if (connection.connectionState === 'closed') continue
      ;(await connection.getStats()).forEach((stat: Record<string, unknown>) => all.push(stat))
    }
    return all as never
  })
}

/** A number summed over the stats of one type and kind; what is not there counts as nothing. */
export function sum(stats: readonly Stat[], type: string, kind: 'audio' | 'video', field: string): number {
  return stats
    .filter((stat) => stat.type === type && stat.kind === kind)
    .reduce((total, stat) => total + (typeof stat[field] === 'number' ? stat[field] : 0), 0)
}
