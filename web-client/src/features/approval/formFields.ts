import type { FormValues, JsonSchema } from './model'

export type FieldKind = 'text' | 'long-text' | 'number' | 'date' | 'choice' | 'yes-no'

export interface FormField {
  name: string
  kind: FieldKind
  title: string
  hint: string | undefined
  required: boolean
  choices: { value: string; title: string }[]
  minimum: number | undefined
  maximum: number | undefined
  maxLength: number | undefined
  /** The only answer that completes it, as for a promise. */
  mustBe: boolean | undefined
}

/** Above this many characters a text gets several lines. */
const LONG_TEXT = 60

/** Fields of a form in the order of the schema; English words where the schema brings them. */
export function formFields(schema: JsonSchema, english: boolean): FormField[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    title: word(property, 'title', english) ?? name,
    hint: word(property, 'description', english),
    required: required.has(name),
    choices: choicesOf(property, english),
    minimum: number(property.minimum),
    maximum: number(property.maximum),
    maxLength: number(property.maxLength),
    mustBe: typeof property.const === 'boolean' ? property.const : undefined
  }))
}

/** Required fields that are still empty, in order. */
export function missingFields(fields: FormField[], values: FormValues): FormField[] {
  return fields.filter(
    ({ name, required, mustBe }) =>
      required && (isBlank(values[name]) || (mustBe !== undefined && values[name] !== mustBe))
  )
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function kindOf(property: JsonSchema): FieldKind {
  if (property.enum) return 'choice'
  if (property.format === 'date') return 'date'
  switch (property.type) {
    case 'boolean':
      return 'yes-no'
    case 'integer':
    case 'number':
      return 'number'
    case undefined:
    default:
      return (number(property.maxLength) ?? 0) > LONG_TEXT ? 'long-text' : 'text'
  }
}

function choicesOf(property: JsonSchema, english: boolean): { value: string; title: string }[] {
  const titles = english ? (list(property.enumTitlesEn) ?? list(property.enumTitles)) : list(property.enumTitles)
  return (property.enum ?? []).map((value, index) => ({ value, title: titles?.[index] ?? value }))
}

function word(property: JsonSchema, key: 'title' | 'description', english: boolean): string | undefined {
  const en = property[`${key}En`]
  const zh = property[key]
  if (english && typeof en === 'string') return en
  return typeof zh === 'string' ? zh : undefined
}

function list(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
