import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useFacesFirst } from './useFacesFirst'

describe('faces first', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const begin = async () => {
    const inMeeting = ref(false)
    const scope = effectScope()
    const faces = scope.run(() => useFacesFirst(inMeeting))
    if (faces === undefined) throw new Error('no scope')
    inMeeting.value = true
    await nextTick()
    return { inMeeting, faces, scope }
  }

  it('holds the case back until a face is seen', async () => {
    const { faces } = await begin()
    expect(faces.awaited.value).toBe(true)
    faces.seen()
    expect(faces.awaited.value).toBe(false)
  })

  it('does not wait for a camera that is off', async () => {
    const { faces } = await begin()
    vi.advanceTimersByTime(599)
    expect(faces.awaited.value).toBe(true)
    vi.advanceTimersByTime(1)
    expect(faces.awaited.value).toBe(false)
  })

  it('holds nothing back after the meeting', async () => {
    const { faces, inMeeting } = await begin()
    inMeeting.value = false
    await nextTick()
    expect(faces.awaited.value).toBe(false)
  })

  it('knows a face that came before the words did, and forgets it after the meeting', async () => {
    const inMeeting = ref(false)
    const faces = effectScope().run(() => useFacesFirst(inMeeting))
    faces?.seen()
    expect(faces?.arrived.value).toBe(true)
    inMeeting.value = true
    await nextTick()
    expect(faces?.awaited.value).toBe(false)
    inMeeting.value = false
    await nextTick()
    expect(faces?.arrived.value).toBe(false)
  })

  it('leaves no timer behind', async () => {
    const { scope } = await begin()
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
