import type { Page } from '@/protocol'
import type { Place, PlaceStore } from '@/rtc'

/**
 * Who this page is and where it stands, kept in the tab: a reload goes on in the same meeting, another tab is another
 * member, and closing the tab forgets it.
 */
export function memberOf(page: Page, storage: Storage = globalThis.sessionStorage): string {
  const key = `yizhan.${page}.member`
  const known = storage.getItem(key)
  if (known !== null) return known
  const fresh = crypto.randomUUID()
  storage.setItem(key, fresh)
  return fresh
}

export function forgetMember(page: Page, storage: Storage = globalThis.sessionStorage): void {
  storage.removeItem(`yizhan.${page}.member`)
  storage.removeItem(`yizhan.${page}.place`)
}

export function placeStore(page: Page, storage: Storage = globalThis.sessionStorage): PlaceStore {
  const key = `yizhan.${page}.place`
  return {
    load(): Place | null {
      try {
        const value = JSON.parse(storage.getItem(key) ?? 'null') as Partial<Place> | null
        return typeof value?.consultation === 'string' && typeof value.lastSeq === 'number'
          ? { consultation: value.consultation, lastSeq: value.lastSeq }
          : null
      } catch {
        return null
      }
    },
    save(place) {
      if (place === null) storage.removeItem(key)
      else storage.setItem(key, JSON.stringify(place))
    }
  }
}

/** The address of the WebSocket on this origin. */
export function socketUrl(location: Location = globalThis.location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`
}
