import { translator } from '@/i18n'
import en from '@/i18n/en/admin'
import zh from '@/i18n/zh-CN/admin'

export const t = translator(zh, en)
