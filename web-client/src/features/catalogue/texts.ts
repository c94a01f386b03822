import { translator } from '@/i18n'
import en from '@/i18n/en/catalogue'
import zh from '@/i18n/zh-CN/catalogue'

export const t = translator(zh, en)
