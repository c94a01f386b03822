import { translator } from '@/i18n'
import en from '@/i18n/en/catalogue'
import zh from '@/i18n/zh-CN/catalogue'

export const t = translator(zh, en)

const ENTRIES = [
  'name',
  'nameEn',
  'summary',
  'summaryEn',
  'group',
  'popular',
  'online',
  'source',
  'process',
  'limit',
  'fee',
  'basis',
  'guide',
  'materials',
  'signature',
  'form',
  'steps'
] as const

/** An entry of an item's file; one that nobody knows stands as it is. */
export function entryWord(entry: string): string {
  const known = ENTRIES.find((it) => it === entry)
  return known === undefined ? entry : t(`entry.${known}`)
}

const PROPERTIES = [
  'code',
  'name',
  'nameEn',
  'text',
  'textEn',
  'title',
  'titleEn',
  'required',
  'tolerable',
  'promisable',
  'exemptBy',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'enum',
  'enumTitlesEn',
  'type',
  'format',
  'const',
  'pattern',
  'time',
  'place',
  'complaints',
  'conditions',
  'steps',
  'law',
  'lawEn',
  'article'
] as const

/** What an entry says of a paper, a field or a line of the guide. */
export function propertyWord(property: string): string {
  const known = PROPERTIES.find((it) => it === property)
  return known === undefined ? property : t(`property.${known}`)
}

/** Yes and no in words; all else as it is written. */
export function valueWord(value: string): string {
  return value === 'true' || value === 'false' ? t(`value.${value}`) : value
}
