import type { IconName } from '@/ui'

/** A line of a menu. */
export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly danger?: boolean
  /** A line above it. */
  readonly apart?: boolean
}

/** A page of a workplace. */
export interface PageLink {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  /** A heading above it, when a new group begins. */
  readonly group?: string
}

/** What may be asked of a menu by keyboard. */
export interface MenuHandle {
  readonly show: () => Promise<void>
}
