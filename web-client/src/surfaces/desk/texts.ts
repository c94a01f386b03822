import { translator } from '@/i18n'
import en from '@/i18n/en/desk'
import zh from '@/i18n/zh-CN/desk'

export const t = translator(zh, en)
