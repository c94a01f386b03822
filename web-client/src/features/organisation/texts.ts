import { translator } from '@/i18n'
import en from '@/i18n/en/organisation'
import zh from '@/i18n/zh-CN/organisation'

export const t = translator(zh, en)

/** The kinds of stations, by how deep in the tree they lie. */
export const KINDS = ['district', 'street', 'community', 'compound', 'building'] as const
export type StationKind = (typeof KINDS)[number]

export const kindWord = (kind: string) => {
  const known = KINDS.find((it) => it === kind)
  return known === undefined ? kind : t(`kind.${known}`)
}
