import { describe, expect, it } from 'vitest'
import { MAX_DRIFT_MS, PlayerClock, type Playable, type Track } from './playerClock'

/** A medium whose own clock may run wrong, start late and need time to load, as real ones do. */
class Medium implements Playable {
  paused = true
  ended = false
  seeking = false
  readyState = 4
  playbackRate = 1
  jumps: number[] = []
  private time = 0
  constructor(private readonly skew = 1) {}

  get currentTime() {
    return this.time
  }
  set currentTime(seconds: number) {
    this.jumps.push(seconds)
    this.time = seconds
  }
  play() {
    this.paused = false
    return Promise.resolve()
  }
  pause() {
    this.paused = true
  }
  advance(ms: number) {
    if (!this.paused && this.readyState >= 3) this.time += (ms / 1000) * this.playbackRate * this.skew
  }
}

class Stage {
  at = 0
  readonly clock: PlayerClock
  constructor(
    readonly tracks: (Track & { media: Medium })[],
    durationMs: number
  ) {
    this.clock = new PlayerClock(durationMs, () => this.at)
    tracks.forEach((it) => this.clock.add(it))
  }
  run(ms: number, each?: () => void) {
    for (let passed = 0; passed < ms; passed += 20) {
      this.at += 20
      this.tracks.forEach((track) => track.media.advance(20))
      this.clock.tick()
      each?.()
    }
  }
}

const track = (startMs: number, durationMs: number, skew = 1) => ({ media: new Medium(skew), startMs, durationMs })

describe('player clock', () => {
  it('leads sources whose clocks run wrong to within 40 ms without jumping', () => {
    const stage = new Stage([track(0, 60_000, 1.004), track(0, 60_000, 0.996)], 60_000)
    stage.clock.play()
    stage.run(1_000)
    const jumps = stage.tracks.map((it) => it.media.jumps.length)
    let worst = 0
    stage.run(50_000, () => {
      for (const drift of stage.clock.drifts()) worst = Math.max(worst, Math.abs(drift ?? 0))
    })
    expect(worst).toBeLessThanOrEqual(MAX_DRIFT_MS)
    expect(stage.tracks.map((it) => it.media.jumps.length)).toEqual(jumps)
  })

  it('starts a source that joined later at its own beginning, in its time', () => {
    const late = track(5_000, 10_000)
    const stage = new Stage([track(0, 20_000), late], 20_000)
    stage.clock.play()
    stage.run(4_000)
    expect(late.media.paused).toBe(true)
    stage.run(2_000)
    expect(late.media.paused).toBe(false)
    expect(Math.abs(late.media.currentTime - 1)).toBeLessThan(0.06)
    stage.run(10_000)
    expect(late.media.paused).toBe(true)
  })

  it('seeks every source to the same moment, each with its own offset', () => {
    const late = track(5_000, 10_000)
    const first = track(0, 20_000)
    const stage = new Stage([first, late], 20_000)
    stage.clock.seek(8_000)
    expect(first.media.currentTime).toBe(8)
    expect(late.media.currentTime).toBe(3)
    expect(stage.clock.view()).toMatchObject({ positionMs: 8_000, playing: false })
    stage.clock.play()
    stage.run(1_000)
    expect(Math.abs((stage.clock.drifts()[1] ?? 99) - 0)).toBeLessThanOrEqual(MAX_DRIFT_MS)
    stage.clock.seek(2_000)
    expect(stage.clock.view()).toMatchObject({ positionMs: 2_000, playing: true })
    stage.run(100)
    expect(late.media.paused).toBe(true)
  })

  it('makes everybody wait for a source that loads, and goes on without one that never does', () => {
    const slow = track(0, 60_000)
    slow.media.readyState = 1
    const fast = track(0, 60_000)
    const stage = new Stage([slow, fast], 60_000)
    stage.clock.play()
    stage.run(2_000)
    expect(stage.clock.view()).toMatchObject({ waiting: true, positionMs: 0 })
    expect(fast.media.paused).toBe(true)
    slow.media.readyState = 4
    stage.run(1_000)
    expect(stage.clock.view().waiting).toBe(false)
    expect(stage.clock.view().positionMs).toBeGreaterThan(900)
    slow.media.readyState = 1
    stage.run(8_000)
    expect(stage.clock.view().waiting).toBe(false)
    expect(fast.media.paused).toBe(false)
  })

  it('plays at twice the speed and still keeps step', () => {
    const stage = new Stage([track(0, 60_000, 1.003), track(0, 60_000)], 60_000)
    stage.clock.play()
    stage.clock.setSpeed(2)
    stage.run(10_000)
    expect(stage.clock.view().positionMs).toBeGreaterThan(19_500)
    for (const drift of stage.clock.drifts()) expect(Math.abs(drift ?? 0)).toBeLessThanOrEqual(MAX_DRIFT_MS)
  })

  it('stops at the end and starts over from the beginning', () => {
    const stage = new Stage([track(0, 2_000)], 2_000)
    stage.clock.play()
    stage.run(3_000)
    expect(stage.clock.view()).toMatchObject({ playing: false, ended: true, positionMs: 2_000 })
    stage.clock.play()
    stage.run(500)
    expect(stage.clock.view().positionMs).toBeLessThan(600)
  })

  it('jumps when a source is far off', () => {
    const media = new Medium()
    const stage = new Stage([{ media, startMs: 0, durationMs: 60_000 }], 60_000)
    stage.clock.play()
    stage.run(2_000)
    media.currentTime = 40
    media.jumps = []
    stage.run(200)
    expect(media.jumps).toHaveLength(1)
    expect(Math.abs(stage.clock.drifts()[0] ?? 99)).toBeLessThanOrEqual(MAX_DRIFT_MS)
  })

  it('takes in a file that is opened while it plays, and forgets one that is closed', () => {
    const stage = new Stage([track(0, 60_000)], 60_000)
    stage.clock.play()
    stage.run(3_000)
    const late = track(1_000, 30_000)
    stage.tracks.push(late)
    stage.clock.add(late)
    stage.run(1_000)
    expect(stage.clock.drifts().every((it) => Math.abs(it ?? 99) <= MAX_DRIFT_MS)).toBe(true)
    stage.clock.remove(late.media)
    expect(stage.clock.drifts()).toHaveLength(1)
  })

  it('changes over between two copies at once: the other waits where it is played next', () => {
    const first = {
      ...track(0, 10_000),
      spans: [
        { fromMs: 0, toMs: 4_000 },
        { fromMs: 6_000, toMs: 10_000 }
      ]
    }
    const second = { ...track(1_000, 9_000), spans: [{ fromMs: 4_000, toMs: 6_000 }] }
    const stage = new Stage([first, second], 10_000)
    expect(second.media.currentTime).toBe(3)
    stage.clock.play()
    const heard: [number, boolean, boolean][] = []
    stage.run(8_000, () => heard.push([stage.at, !first.media.paused, !second.media.paused]))
    const between = (from: number, to: number) => heard.filter(([at]) => at >= from && at < to)
    expect(between(100, 3_900).every(([, one, other]) => one && !other)).toBe(true)
    expect(between(4_100, 5_900).every(([, one, other]) => !one && other)).toBe(true)
    expect(between(6_100, 7_900).every(([, one, other]) => one && !other)).toBe(true)
    expect(Math.abs(stage.clock.drifts()[0] ?? 1_000)).toBeLessThanOrEqual(MAX_DRIFT_MS)
  })
})
