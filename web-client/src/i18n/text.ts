import { locale } from './locale'

/** Texts of one surface by flat key: `'queue.ahead': '前面还有 {n} 位'`. */
export type Texts = Readonly<Record<string, string>>
export type TextParameters = Readonly<Record<string, string | number>>
export type Translate<K extends string> = (key: K, parameters?: TextParameters) => string

/**
 * The texts of a surface in both languages. Chinese comes first and decides which keys there are; the type holds English
 * to the same keys, the parity spec holds it to the same parameters.
 */
export function translator<T extends Texts>(
  zh: T,
  en: { readonly [K in keyof T]: string }
): Translate<keyof T & string> {
  return (key, parameters) => fill(locale.value === 'en' ? en[key] : (zh[key] ?? ''), parameters)
}

export function fill(template: string, parameters: TextParameters = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
}
