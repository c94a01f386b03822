import { translator } from '@/i18n'
import en from '@/i18n/en/admin'
import zh from '@/i18n/zh-CN/admin'

export const t = translator(zh, en)

/** A role in a meeting; what a newer server calls somebody shows as it is. */
export function memberWord(label: string): string {
  const key = `member.${label}`
  return key in zh ? t(key as keyof typeof zh) : label
}
