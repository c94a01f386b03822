import { describe, expect, it } from 'vitest'
import { ageOn, checkIdNumber, grouped } from './gb11643'

const TODAY = '2026-11-21'
const check = (number: string) => checkIdNumber(number, TODAY)

describe('GB 11643 check', () => {
  it.each([
    ['11010519491231002X', '1949-12-31'],
    ['11010519491231002x', '1949-12-31'],
    ['440524188001010014', '1880-01-01'],
    ['34052419800101001X', '1980-01-01']
  ])('accepts the published sample %s', (number, birthDate) => {
    expect(check(number)).toEqual({ kind: 'right', number: number.toUpperCase(), birthDate })
  })

  it('finds every single wrong digit of a sample', () => {
    const sample = '440524188001010014'
    for (let place = 0; place < 18; place += 1) {
      for (const digit of '0123456789') {
        if (digit === sample[place]) continue
        const mistyped = sample.slice(0, place) + digit + sample.slice(place + 1)
        expect(check(mistyped).kind, mistyped).toBe('wrong')
      }
    }
  })

  it('finds swapped neighbours', () => {
    expect(check('11010519491231020X').kind).toBe('wrong')
    expect(check('10110519491231002X').kind).toBe('wrong')
  })

  it.each([
    ['', 18],
    ['110105', 12],
    ['11010519491231002', 1]
  ])('waits for the rest of %j', (number, missing) => {
    expect(check(number)).toEqual({ kind: 'incomplete', missing })
  })

  it.each([
    ['11010519490230', 'birth-date'],
    ['110105194913310021', 'birth-date'],
    ['11010520270101', 'birth-date'],
    ['1101051949123100200', 'length'],
    ['1101X', 'digits'],
    ['１１０１０５', 'digits'],
    ['110105194912310021', 'check-digit']
  ])('says what is wrong with %s: %s', (number, fault) => {
    expect(check(number)).toEqual({ kind: 'wrong', fault })
  })
})

describe('age and grouping', () => {
  it('counts whole years', () => {
    expect(ageOn('1961-11-21', TODAY)).toBe(65)
    expect(ageOn('1961-11-22', TODAY)).toBe(64)
  })

  it('groups as the card does, also while typing', () => {
    expect(grouped('11010519491231002X')).toBe('110105 19491231 002X')
    expect(grouped('1101051')).toBe('110105 1')
    expect(grouped('')).toBe('')
  })
})
