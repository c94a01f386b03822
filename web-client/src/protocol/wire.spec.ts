import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CLIENT_FIELDS, type ClientMessageType } from './client'
import { parseServerMessage, SERVER_TYPES } from './server'

/** The golden files that the Java tests read too. */
const wire = fileURLToPath(new URL('../../../protocol/src/main/resources/wire/', import.meta.url))
const files = (side: string) => readdirSync(`${wire}${side}`).filter((name) => name.endsWith('.json'))
const read = (side: string, name: string) => readFileSync(`${wire}${side}/${name}`, 'utf8')

describe('messages of the server', () => {
  it.each(files('server'))('reads %s without losing a field', (name) => {
    const frame = read('server', name)
    const parsed = parseServerMessage(frame)
    expect(parsed).toEqual({ kind: 'message', message: JSON.parse(frame) as unknown })
  })

  it('has a golden file for every type that it knows', () => {
    expect(SERVER_TYPES.map((type) => `${type}.json`).toSorted()).toEqual(files('server').toSorted())
  })
})

describe('messages of the page', () => {
  it.each(files('client'))('sends every field of %s and no other', (name) => {
    const golden = JSON.parse(read('client', name)) as { type: ClientMessageType }
    expect(CLIENT_FIELDS[golden.type].toSorted()).toEqual(Object.keys(golden).toSorted())
  })

  it('has a golden file for every type that it sends', () => {
    expect(Object.keys(CLIENT_FIELDS).toSorted()).toEqual(
      files('client')
        .map((name) => name.replace('.json', ''))
        .toSorted()
    )
  })
})

describe('what is not in the protocol', () => {
  const golden = JSON.parse(read('server', 'ticket.json')) as Record<string, unknown>
  const mangled = (change: Record<string, unknown>) => parseServerMessage(JSON.stringify({ ...golden, ...change }))

  it('ignores a type that it does not know', () => {
    expect(parseServerMessage('{"type":"weather"}')).toEqual({ kind: 'unknown', type: 'weather' })
  })

  it('does not take a property of every object for a message type', () => {
    expect(parseServerMessage('{"type":"constructor"}').kind).toBe('unknown')
  })

  it.each(['', 'null', '[]', '"hello"', '{"type":7}', '{}', '{"type":'])('refuses %j', (frame) => {
    expect(parseServerMessage(frame).kind).toBe('malformed')
  })

  it('names the field that is wrong', () => {
    expect(mangled({ ahead: -1 })).toEqual({ kind: 'malformed', why: 'ticket.ahead: count wanted' })
    expect(mangled({ state: 'lost' }).kind).toBe('malformed')
    expect(mangled({ number: null }).kind).toBe('malformed')
  })

  it('takes an absent field for null where null may be, and drops fields of a newer server', () => {
    const { waitFromMinutes: _, ...without } = golden
    expect(parseServerMessage(JSON.stringify({ ...without, mood: 'good' }))).toEqual({
      kind: 'message',
      message: { ...golden, waitFromMinutes: null }
    })
  })
})
