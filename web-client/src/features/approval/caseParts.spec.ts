import { describe, expect, it } from 'vitest'
import { fileSize, jointRows, levelOf, materialRows, offeredActions, signatureStage } from './caseParts'
import type { Material } from './model'

const page = (id: string, code: string): Material => ({
  id,
  code,
  name: code,
  contentType: 'image/jpeg',
  bytes: 10,
  sha256: 'aa',
  at: '2026-03-02T09:00:00Z'
})
const asked = [
  { code: 'id-card', name: '身份证', nameEn: 'ID card', required: true },
  { code: 'proof', name: '居住证明', nameEn: 'Proof of residence', required: true },
  { code: 'photo', name: '照片', nameEn: 'Photo', required: false }
]

describe('case parts', () => {
  it('lists asked materials in their order with their pages, then everything else', () => {
    const rows = materialRows(asked, {
      materials: [page('1', 'id-card'), page('2', 'id-card'), page('3', 'letter')],
      gaps: ['form.from', 'material.proof', 'signature']
    })
    expect(rows.map((it) => [it.code, it.pages.length, it.missing])).toEqual([
      ['id-card', 2, false],
      ['proof', 0, true],
      ['photo', 0, false],
      ['letter', 1, false]
    ])
  })

  it('follows the signature from asked to signed, and sees one that a later change made void', () => {
    const request = { id: 'r', documentHash: 'aa', documentUrl: '/d', expiresAt: '2026-03-02T09:10:00Z' }
    const now = Date.parse('2026-03-02T09:00:00Z')
    const signed = (why: string | null) => ({
      id: 's',
      documentHash: 'aa',
      at: '2026-03-02T09:05:00Z',
      valid: why === null,
      why
    })
    const stage = (signatureRequest: typeof request | null, signatures: ReturnType<typeof signed>[], at = now) =>
      signatureStage({ signatureRequest, signatures }, at).kind
    expect(stage(null, [])).toBe('none')
    expect(stage(request, [])).toBe('asked')
    expect(stage(request, [], now + 3_600_000)).toBe('expired')
    expect(stage(null, [signed(null)])).toBe('signed')
    expect(stage(null, [signed('form-changed')])).toBe('void')
    expect(stage(request, [signed('form-changed')])).toBe('asked')
  })

  it('says who has still to sign a joint step', () => {
    expect(jointRows({ joint: { needed: ['street', 'district'], signed: ['street'] } }, 'district')).toEqual([
      { level: 'street', signed: true, mine: false },
      { level: 'district', signed: false, mine: true }
    ])
  })

  it('puts the one decisive action last and asks why for a step back', () => {
    expect(offeredActions(['approve', 'return', 'forward'])).toEqual([
      { action: 'return', tone: 'danger', commentRequired: true },
      { action: 'forward', tone: 'plain', commentRequired: false },
      { action: 'approve', tone: 'primary', commentRequired: false }
    ])
    expect(offeredActions([])).toEqual([])
    expect(offeredActions(['suspend']).map((it) => it.tone)).toEqual(['plain'])
  })

  it('knows the level of a station by its place in the tree', () => {
    expect(['d01', 'd01.s01', 'd01.s01.c07', 'd01.s01.c07.e03'].map(levelOf)).toEqual([
      'district',
      'street',
      'community',
      'community'
    ])
  })

  it('writes sizes short', () => {
    expect([900, 20_480, 1_572_864].map(fileSize)).toEqual(['900 B', '20 KB', '1.5 MB'])
  })
})
