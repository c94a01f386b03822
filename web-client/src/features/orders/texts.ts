import { translator } from '@/i18n'
import en from '@/i18n/en/orders'
import zh from '@/i18n/zh-CN/orders'

export const t = translator(zh, en)
