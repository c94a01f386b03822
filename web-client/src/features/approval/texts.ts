import { translator } from '@/i18n'
import en from '@/i18n/en/case'
import zh from '@/i18n/zh-CN/case'

export const t = translator(zh, en)

function known<P extends string>(prefix: P, word: string): (keyof typeof zh & `${P}${string}`) | undefined {
  const key = `${prefix}${word}`
  return key in zh ? (key as keyof typeof zh & `${P}${string}`) : undefined
}

/** Words of the server that a newer server may add to: what is not known shows as it is. */
export function stateWord(state: string): string {
  const key = known('state.', state)
  return key ? t(key) : state
}

export function actionWord(action: string): string {
  const key = known('action.', action)
  return key ? t(key) : action
}

export function captureReason(reason: string): string {
  return t(known('material.reason.', reason) ?? 'material.reason.other')
}
