import { roleWord, translator } from '@/i18n'
import en from '@/i18n/en/admin'
import zh from '@/i18n/zh-CN/admin'

export const t = translator(zh, en)

/** A role in a meeting. */
export function memberWord(label: string): string {
  return roleWord(label, (role) => {
    const key = `member.${role}`
    return key in zh ? t(key as keyof typeof zh) : undefined
  })
}
