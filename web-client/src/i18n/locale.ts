import { readonly, ref } from 'vue'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

const KEY = 'yizhan.locale'

function stored(): Locale {
  const value = globalThis.localStorage?.getItem(KEY)
  return LOCALES.find((locale) => locale === value) ?? 'zh-CN'
}

const current = ref<Locale>(stored())
// The page says its language from its first moment, or it is read aloud in the wrong voice.
globalThis.document?.documentElement.setAttribute('lang', current.value)

/** The language of the whole page. */
export const locale = readonly(current)

export function setLocale(wanted: Locale): void {
  current.value = wanted
  globalThis.localStorage?.setItem(KEY, wanted)
  globalThis.document?.documentElement.setAttribute('lang', wanted)
}

/** One of two texts that the server sent. */
export function pick(zh: string, en: string | null | undefined): string {
  return current.value === 'en' && en !== undefined && en !== null && en !== '' ? en : zh
}
