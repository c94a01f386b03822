import { dayAndTime } from '@/features/workplace'
import { translator } from '@/i18n'
import en from '@/i18n/en/case'
import zh from '@/i18n/zh-CN/case'
import type { Clock } from './standing'

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

/** How long is left, in the largest unit that tells enough. */
function span(minutes: number): string {
  const HOUR = 60
  const DAY = 24 * HOUR
  if (minutes < HOUR) return t('span.minutes', { n: Math.max(1, minutes) })
  return minutes < 2 * DAY
    ? t('span.hours', { n: Math.floor(minutes / HOUR) })
    : t('span.days', { n: Math.floor(minutes / DAY) })
}

export function clockWord(clock: Clock): string {
  switch (clock.kind) {
    case 'none':
      return t('clock.none')
    case 'stands':
      return t('clock.stands')
    case 'overdue':
      return t('clock.overdue', { span: span(clock.minutes) })
    case 'soon':
      return t('clock.soon', { span: span(clock.minutes) })
    case 'due':
      return t('clock.due', { at: dayAndTime(clock.at) })
    default:
      return clock satisfies never
  }
}

export function handlingHint(action: string): string | undefined {
  const key = known('hint.', action)
  return key && t(key)
}
