// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useIdle, WARN_BEFORE_S, WIPE_AFTER_S } from './useIdle'

let wipes: number
let scope: ReturnType<typeof effectScope>
const active = ref(true)

function idle() {
  const made = scope.run(() =>
    useIdle(active, () => {
      wipes += 1
    })
  )
  if (made === undefined) throw new Error('the scope has ended')
  return made
}
const touch = () => globalThis.dispatchEvent(new Event('pointerdown'))
const seconds = (count: number) => vi.advanceTimersByTime(count * 1000)

beforeEach(() => {
  vi.useFakeTimers()
  wipes = 0
  active.value = true
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('idle wipe', () => {
  it('warns after 45 s and wipes after 60', () => {
    const { left } = idle()
    seconds(WIPE_AFTER_S - WARN_BEFORE_S - 1)
    expect(left.value).toBeNull()
    seconds(1)
    expect(left.value).toBe(WARN_BEFORE_S)
    seconds(WARN_BEFORE_S - 1)
    expect([left.value, wipes]).toEqual([1, 0])
    seconds(1)
    expect([left.value, wipes]).toEqual([null, 1])
  })

  it('starts over with every touch', () => {
    const { left } = idle()
    for (let minute = 0; minute < 5; minute += 1) {
      seconds(40)
      touch()
    }
    expect([left.value, wipes]).toEqual([null, 0])
  })

  it('once it warns, only its own button keeps the sitting', () => {
    const { left, stay } = idle()
    seconds(50)
    touch()
    seconds(1)
    expect(left.value).toBe(9)
    stay()
    expect(left.value).toBeNull()
    seconds(44)
    expect([left.value, wipes]).toEqual([null, 0])
  })

  it('does not count where waiting is the thing to do, and starts from nothing afterwards', async () => {
    const { left } = idle()
    seconds(30)
    active.value = false
    await nextTick()
    seconds(600)
    expect(wipes).toBe(0)
    active.value = true
    await nextTick()
    seconds(44)
    expect([left.value, wipes]).toEqual([null, 0])
  })

  it('ends with its page', () => {
    idle()
    scope.stop()
    seconds(600)
    expect(wipes).toBe(0)
  })
})
