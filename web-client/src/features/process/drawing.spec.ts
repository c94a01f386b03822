// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { drawingOf } from './drawing'

const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 -24 300 200" width="300" height="200">
  <g data-step="accept"><rect x="0" y="0" width="216" height="66"/><text>受理</text></g>
  <g data-step="review"><rect x="0" y="120" width="216" height="66"/><text>初审</text></g>
</svg>`

describe('the drawing of a process', () => {
  it('rings the step at which a case stands, and no other', () => {
    const drawing = drawingOf(drawn, ['review'], '当前环节')
    const rings = [...(drawing?.querySelectorAll('.here') ?? [])]
    expect(rings.map((it) => it.parentElement?.getAttribute('data-step'))).toEqual(['review'])
    expect(rings[0]?.getAttribute('y')).toBe('115')
    expect(rings[0]?.getAttribute('width')).toBe('226')
    expect(drawing?.querySelector('.here-word')?.textContent).toBe('当前环节')
  })
  it('keeps its own size, so that letters stay as they were drawn', () => {
    expect(drawingOf(drawn, [], '')?.getAttribute('width')).toBe('300')
  })
  it('is not taken from anything else', () => {
    expect(drawingOf('<html xmlns="http://www.w3.org/1999/xhtml"/>', [], '')).toBeUndefined()
  })
})
