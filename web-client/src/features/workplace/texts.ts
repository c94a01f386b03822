import { translator } from '@/i18n'
import en from '@/i18n/en/workplace'
import zh from '@/i18n/zh-CN/workplace'

export const t = translator(zh, en)

const LEVELS = ['booth', 'community', 'street', 'district'] as const

/** The word for a level; one that a newer server made up shows as it is. */
export function levelWord(level: string): string {
  const known = LEVELS.find((it) => it === level)
  return known === undefined ? level : t(`level.${known}`)
}
