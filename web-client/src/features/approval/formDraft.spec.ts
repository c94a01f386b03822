import { describe, expect, it } from 'vitest'
import { dirtyFields, draftOf, edit, isDirty, rebase, saved, settle, toSave } from './formDraft'

const start = () => draftOf(3, { hospital: '甲医院', reason: '转诊' })

describe('form draft', () => {
  it('is clean until something is typed, and again when the old value is typed back', () => {
    const typed = edit(start(), 'reason', '养老')
    expect(isDirty(start())).toBe(false)
    expect(dirtyFields(typed)).toEqual(['reason'])
    expect(isDirty(edit(typed, 'reason', '转诊'))).toBe(false)
  })

  it('takes an empty field and a missing field for the same', () => {
    expect(isDirty(edit(start(), 'phone', ''))).toBe(false)
    expect(toSave(edit(start(), 'reason', ''))).toEqual({ hospital: '甲医院' })
  })

  it('merges fields that only one side changed', () => {
    const merged = rebase(edit(start(), 'reason', '养老'), 4, { hospital: '乙医院', reason: '转诊' })
    expect(merged.values).toEqual({ hospital: '乙医院', reason: '养老' })
    expect(merged.conflicts).toEqual({})
    expect(dirtyFields(merged)).toEqual(['reason'])
  })

  it('keeps what was typed when only the version moved', () => {
    const moved = rebase(edit(start(), 'reason', '养老'), 9, start().base)
    expect(moved.version).toBe(9)
    expect(moved.values['reason']).toBe('养老')
    expect(moved.conflicts).toEqual({})
  })

  it('marks a field that both changed and does not send it until it is settled', () => {
    const both = rebase(edit(start(), 'reason', '养老'), 4, { hospital: '甲医院', reason: '工作' })
    expect(both.conflicts).toEqual({ reason: '工作' })
    expect(isDirty(both)).toBe(false)
    expect(toSave(both)['reason']).toBe('工作')
    expect(toSave(settle(both, 'reason', 'mine'))['reason']).toBe('养老')
    const theirs = settle(both, 'reason', 'theirs')
    expect(theirs.values['reason']).toBe('工作')
    expect(isDirty(theirs)).toBe(false)
  })

  it('shows the newest other value while a conflict stands, and drops it when both agree', () => {
    const both = rebase(edit(start(), 'reason', '养老'), 4, { ...start().base, reason: '工作' })
    const again = rebase(both, 5, { ...start().base, reason: '探亲' })
    expect(again.conflicts).toEqual({ reason: '探亲' })
    expect(rebase(again, 6, { ...start().base, reason: '养老' }).conflicts).toEqual({})
  })

  it('keeps what was typed while a save was on its way', () => {
    const first = edit(start(), 'reason', '养')
    const sent = toSave(first)
    const typedOn = edit(first, 'reason', '养老')
    const after = saved(typedOn, sent, 4, sent)
    expect(after.values['reason']).toBe('养老')
    expect(after.conflicts).toEqual({})
    expect(dirtyFields(after)).toEqual(['reason'])
  })

  it('takes the spelling of the server for a saved field', () => {
    const typed = edit(start(), 'hospital', ' 丙医院 ')
    const after = saved(typed, toSave(typed), 4, { hospital: '丙医院', reason: '转诊' })
    expect(after.values['hospital']).toBe('丙医院')
    expect(isDirty(after)).toBe(false)
  })

  it('ignores an older version that arrives late', () => {
    const now = rebase(start(), 5, { reason: '工作' })
    expect(rebase(now, 4, { reason: '旧' })).toBe(now)
  })
})
