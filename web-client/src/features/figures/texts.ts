import { translator } from '@/i18n'
import en from '@/i18n/en/figures'
import zh from '@/i18n/zh-CN/figures'

export const t = translator(zh, en)
