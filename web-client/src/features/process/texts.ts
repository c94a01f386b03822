import { translator } from '@/i18n'
import en from '@/i18n/en/process'
import zh from '@/i18n/zh-CN/process'

export const t = translator(zh, en)

/** `5d` is five working days, `8h` eight working hours. */
export function limitWord(limit: string | null | undefined): string {
  const [, count, unit] = /^(\d+)([dh])$/.exec(limit ?? '') ?? []
  if (count === undefined) return limit ?? t('limit.none')
  return t(unit === 'd' ? 'limit.days' : 'limit.hours', { n: count })
}

const CHANNELS = ['booth', 'window', 'api'] as const
export function channelWord(channel: string): string {
  const known = CHANNELS.find((it) => it === channel)
  return known === undefined ? channel : t(`channel.${known}`)
}
