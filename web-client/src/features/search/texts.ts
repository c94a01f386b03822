import { translator } from '@/i18n'
import en from '@/i18n/en/search'
import zh from '@/i18n/zh-CN/search'
import type { Kind } from './found'

export const t = translator(zh, en)
export const kindWord = (kind: Kind) => t(`kind.${kind}`)
