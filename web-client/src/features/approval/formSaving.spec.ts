import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FormSaving, type FormPort, type ServerForm } from './formSaving'

class Stale extends Error {}

/** A server that holds one form and refuses stale versions, as the case service does. */
class FormServer implements FormPort {
  saves: ServerForm[] = []
  fail: Error | undefined
  constructor(public now: ServerForm) {}

  save(version: number, form: Record<string, unknown>): Promise<ServerForm> {
    this.saves.push({ version, form })
    if (this.fail) return Promise.reject(this.fail)
    if (version !== this.now.version) return Promise.reject(new Stale())
    this.now = { version: version + 1, form }
    return Promise.resolve(this.now)
  }
  load = () => Promise.resolve(this.now)
  isStale = (failure: unknown) => failure instanceof Stale
}

describe('form saving', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const open = (server: FormServer) => new FormSaving(server, { ...server.now }, () => undefined, 600)

  it('saves once after a pause, with the version it started from', async () => {
    const server = new FormServer({ version: 1, form: {} })
    const saving = open(server)
    saving.type('a', 'x')
    saving.type('a', 'xy')
    expect(server.saves).toEqual([])
    await vi.advanceTimersByTimeAsync(600)
    expect(server.saves).toEqual([{ version: 1, form: { a: 'xy' } }])
    expect(saving.current.phase).toBe('saved')
    expect(saving.current.draft.version).toBe(2)
  })

  it('merges and repeats a stale save without telling the officer', async () => {
    const server = new FormServer({ version: 1, form: { a: '1' } })
    const saving = open(server)
    server.now = { version: 7, form: { a: '1', b: 'theirs' } }
    saving.type('a', '2')
    expect(await saving.flush()).toBe(true)
    expect(server.now).toEqual({ version: 8, form: { a: '2', b: 'theirs' } })
    expect(saving.current.phase).toBe('saved')
  })

  it('holds back a decision while a conflict is open', async () => {
    const server = new FormServer({ version: 1, form: { a: '1' } })
    const saving = open(server)
    server.now = { version: 2, form: { a: 'theirs' } }
    saving.type('a', 'mine')
    expect(await saving.flush()).toBe(false)
    expect(saving.current.draft.conflicts).toEqual({ a: 'theirs' })
    saving.settle('a', 'mine')
    expect(await saving.flush()).toBe(true)
    expect(server.now.form).toEqual({ a: 'mine' })
  })

  it('says so when a save fails and saves at the next keystroke', async () => {
    const server = new FormServer({ version: 1, form: {} })
    const saving = open(server)
    server.fail = new Error('offline')
    saving.type('a', '1')
    expect(await saving.flush()).toBe(false)
    expect(saving.current.phase).toBe('failed')
    server.fail = undefined
    saving.type('a', '12')
    await vi.advanceTimersByTimeAsync(600)
    expect(server.now.form).toEqual({ a: '12' })
    expect(saving.current.phase).toBe('saved')
  })

  it('takes a newer form that came with an event', () => {
    const saving = open(new FormServer({ version: 1, form: { a: '1' } }))
    saving.accept({ version: 2, form: { a: '1', b: '2' } })
    expect(saving.current.draft.values).toEqual({ a: '1', b: '2' })
    expect(saving.current.phase).toBe('clean')
  })
})
