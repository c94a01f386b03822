import { describe, expect, it } from 'vitest'
import { approvalUrl, isUserCode, userCode } from './userCode'

describe('user code of a terminal', () => {
  it('is read however it was typed', () => {
    expect(['dpcl-jsjt', 'DPCL JSJT', ' dpcljsjt '].map(userCode)).toEqual(['DPCL-JSJT', 'DPCL-JSJT', 'DPCL-JSJT'])
  })

  it('grows while it is typed', () => {
    expect(['d', 'dpcl', 'dpclj', 'dpcljsjtxx'].map(userCode)).toEqual(['D', 'DPCL', 'DPCL-J', 'DPCL-JSJT'])
  })

  it('is one only when it is whole', () => {
    expect(isUserCode('DPCL-JSJT')).toBe(true)
    expect(['', 'DPCL', 'DPCL-JSJ', 'dpcl-jsjt'].some(isUserCode)).toBe(false)
    expect(approvalUrl('DPCL-JSJT')).toBe('/idp/activate?user_code=DPCL-JSJT')
  })
})
