import { describe, expect, it } from 'vitest'
import { formFields, missingFields } from './formFields'
import type { JsonSchema } from './model'

const schema: JsonSchema = {
  type: 'object',
  required: ['destination', 'from'],
  properties: {
    destination: { type: 'string', title: '转往城市', titleEn: 'Destination city', maxLength: 40 },
    from: { type: 'string', format: 'date', title: '起始日期' },
    reason: {
      type: 'string',
      enum: ['retired', 'work'],
      enumTitles: ['退休异地安置', '常驻异地工作'],
      enumTitlesEn: ['Retired elsewhere', 'Works elsewhere']
    },
    note: { type: 'string', title: '备注', maxLength: 200 },
    months: { type: 'integer', minimum: 1, maximum: 12 },
    urgent: { type: 'boolean' }
  }
}

describe('form fields', () => {
  it('chooses a control for each kind of property, in order', () => {
    expect(formFields(schema, false).map((field) => [field.name, field.kind])).toEqual([
      ['destination', 'text'],
      ['from', 'date'],
      ['reason', 'choice'],
      ['note', 'long-text'],
      ['months', 'number'],
      ['urgent', 'yes-no']
    ])
  })

  it('speaks English where the schema does, and Chinese otherwise', () => {
    const english = formFields(schema, true)
    expect(english[0]?.title).toBe('Destination city')
    expect(english[1]?.title).toBe('起始日期')
    expect(english[2]?.choices[0]).toEqual({ value: 'retired', title: 'Retired elsewhere' })
    expect(formFields(schema, false)[2]?.choices[1]?.title).toBe('常驻异地工作')
  })

  it('takes a promise for missing until it is given', () => {
    const promise = formFields(
      { required: ['promise'], properties: { promise: { type: 'boolean', const: true } } },
      false
    )
    expect(missingFields(promise, { promise: false })).toHaveLength(1)
    expect(missingFields(promise, { promise: true })).toHaveLength(0)
  })

  it('names required fields that are empty or blank', () => {
    const fields = formFields(schema, false)
    expect(missingFields(fields, { destination: ' ', from: '2026-01-01' }).map((field) => field.name)).toEqual([
      'destination'
    ])
    expect(missingFields(fields, { destination: '上海', from: '2026-01-01' })).toEqual([])
  })
})
