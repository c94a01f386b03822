import { onScopeDispose, readonly, ref } from 'vue'
import { locale } from '@/i18n'
import { t } from './texts'

/** The time as it passes, for waits and countdowns. */
export function useNow(everyMs = 1_000) {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}

export function waited(minutes: number): string {
  if (minutes < 1) return t('ago.now')
  return minutes < 60 ? t('ago.minutes', { n: minutes }) : t('ago.hours', { n: Math.floor(minutes / 60) })
}

export function dayAndTime(at: string | number): string {
  return new Intl.DateTimeFormat(locale.value, {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false
  }).format(new Date(at))
}

export function fullTime(at: string | number): string {
  return new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'medium', hour12: false }).format(
    new Date(at)
  )
}

export function timeOfDay(at: string | number): string {
  return new Intl.DateTimeFormat(locale.value, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false
  }).format(new Date(at))
}
