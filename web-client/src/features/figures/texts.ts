import { translator } from '@/i18n'
import en from '@/i18n/en/figures'
import zh from '@/i18n/zh-CN/figures'
import { spoken } from './baseline'

export const t = translator(zh, en)

/** So many hundredths faster, or slower below 0. */
export function fasterWord(share: number): string {
  if (share === 0) return t('cycle.same')
  return t(share > 0 ? 'cycle.faster' : 'cycle.slower', { n: Math.abs(share) })
}

/** A length of time as people say it. */
export function timeWord(hours: number): string {
  const { unit, n } = spoken(hours)
  return t(`time.${unit}`, { n })
}
