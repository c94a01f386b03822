import { onScopeDispose, readonly, ref, shallowRef } from 'vue'
import type { ManifestSource } from './manifest'
import { PlayerClock, type ClockView } from './playerClock'

const TICK_MS = 50

/** The player's clock for a page: runs while the page is open, shows itself as refs. */
export function useReplay(durationMs: number) {
  const clock = new PlayerClock(durationMs)
  const view = shallowRef<ClockView>(clock.view())
  const speed = ref(1)
  const worstDrift = ref(0)
  const show = () => (view.value = clock.view())
  const timer = setInterval(() => {
    if (!clock.tick() && !view.value.playing) return
    worstDrift.value = Math.max(0, ...clock.drifts().map((it) => Math.abs(it ?? 0)))
    show()
  }, TICK_MS)
  onScopeDispose(() => {
    clearInterval(timer)
    clock.pause()
  })

  return {
    view: readonly(view),
    speed: readonly(speed),
    /** How far apart the sources are at most, in milliseconds. */
    worstDrift: readonly(worstDrift),
    add: (source: ManifestSource, media: HTMLMediaElement) =>
      clock.add({
        media,
        startMs: source.startMs,
        durationMs: source.durationMs,
        ...(source.spans === undefined ? {} : { spans: source.spans })
      }),
    remove: (media: HTMLMediaElement) => clock.remove(media),
    toggle: () => {
      if (clock.view().playing) clock.pause()
      else clock.play()
      show()
    },
    seek: (toMs: number) => {
      clock.seek(toMs)
      show()
    },
    playFrom: (atMs: number) => {
      clock.seek(atMs)
      clock.play()
      show()
    },
    setSpeed: (wanted: number) => {
      speed.value = wanted
      clock.setSpeed(wanted)
    }
  }
}

export type Replay = ReturnType<typeof useReplay>
