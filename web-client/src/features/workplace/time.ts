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

/** The bureau's clock: times and days are its own, wherever the browser stands. */
const ZONE = 'Asia/Shanghai'

export function dayAndTime(at: string | number): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: ZONE,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false
  }).format(new Date(at))
}

export function fullTime(at: string | number): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: ZONE,
    dateStyle: 'medium',
    timeStyle: 'medium',
    hour12: false
  }).format(new Date(at))
}

export function timeOfDay(at: string | number): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false
  }).format(new Date(at))
}

/** The bureau's day, as 2026-11-22, some days from today. */
export function bureauDay(offset = 0): string {
  const DAY_MS = 86_400_000
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(Date.now() + offset * DAY_MS))
}

/** The bureau keeps one time all year round. */
const OFFSET = '+08:00'

/** What a field for day and time holds, 2026-11-21T18:00, as the moment that it means at the bureau. */
export const bureauMoment = (local: string): string => new Date(`${local}:00${OFFSET}`).toISOString()

/** A moment as a field for day and time holds it. */
export const bureauField = (at: string | number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(at))
    .replace(' ', 'T')

export function dayOnly(day: string): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone: ZONE,
    month: 'long',
    day: 'numeric',
    weekday: 'short'
  }).format(new Date(`${day}T12:00:00${OFFSET}`))
}
