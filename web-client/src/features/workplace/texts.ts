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

/** What somebody works as; a role of a newer server shows as it is. */
export function roleWord(role: string): string {
  const key = `role.${role}`
  return key in zh ? t(key as keyof typeof zh) : role
}

/** Which kind of station a path names, as long as nothing better is known of it. */
export function stationWord(path: string): string {
  const level = LEVELS[4 - Math.min(path.split('.').length, 3)]
  return level === undefined ? path : `${t(`level.${level}`)} ${path}`
}
