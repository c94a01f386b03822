import { onScopeDispose, ref, watch } from 'vue'
import { cases } from '@/api'
import type { Happened } from '@/protocol'
import type { CaseView, Material } from './model'
import { captureReason, t } from './texts'

/** A booth that has not sent a picture by then will not. */
const CAPTURE_WITHIN_MS = 30_000
const LARGEST = 10 * 1024 * 1024
const TYPES = new Set(['image/jpeg', 'image/png', 'application/pdf'])

/** Papers on their way into a case: asked from the booth's document camera, or uploaded here. */
export function usePapers(
  view: () => CaseView | undefined,
  events: () => readonly Happened[],
  askBooth: () => ((code: string) => Promise<void>) | undefined,
  changed: () => Promise<void>
) {
  const busy = ref<Readonly<Record<string, 'capturing' | 'uploading'>>>({})
  const problem = ref<unknown>()
  const complaint = ref<string>()
  const arrived = ref<Material>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  onScopeDispose(() => timers.forEach((timer) => clearTimeout(timer)))

  function settled(code: string) {
    clearTimeout(timers.get(code))
    timers.delete(code)
    busy.value = Object.fromEntries(Object.entries(busy.value).filter(([it]) => it !== code))
  }

  async function capture(code: string) {
    const ask = askBooth()
    if (!ask || code in busy.value) return
    problem.value = complaint.value = undefined
    busy.value = { ...busy.value, [code]: 'capturing' }
    timers.set(
      code,
      setTimeout(() => {
        settled(code)
        complaint.value = t('material.capture-late')
      }, CAPTURE_WITHIN_MS)
    )
    try {
      await ask(code)
    } catch (refusal) {
      settled(code)
      problem.value = refusal
    }
  }

  async function upload(code: string, file: File) {
    problem.value = complaint.value = undefined
    const id = view()?.id
    if (id === undefined) return
    if (!TYPES.has(file.type)) complaint.value = t('material.wrong-type')
    else if (file.size > LARGEST) complaint.value = t('material.too-large')
    else {
      busy.value = { ...busy.value, [code]: 'uploading' }
      try {
        await cases.addMaterial(id, code, file, undefined, crypto.randomUUID())
        await changed()
      } catch (refusal) {
        problem.value = refusal
      } finally {
        settled(code)
      }
    }
  }

  // What was asked for has come: show it at once, while the paper still lies under the camera.
  watch(
    () => view()?.materials,
    (now, before) => {
      if (!now || !before) return
      const known = new Set(before.map((it) => it.id))
      const fresh = now.find((it) => !known.has(it.id) && busy.value[it.code] === 'capturing')
      if (!fresh) return
      settled(fresh.code)
      arrived.value = fresh
    }
  )

  let seen = Math.max(0, ...events().map((it) => it.seq))
  watch(events, (all) => {
    for (const event of all.filter((it) => it.seq > seen)) {
      seen = event.seq
      const { code, reason } = event.data
      if (event.kind !== 'capture-failed' || typeof code !== 'string' || !(code in busy.value)) continue
      settled(code)
      complaint.value = t('material.capture-failed', { reason: captureReason(String(reason)) })
    }
  })

  return { busy, problem, complaint, arrived, capture, upload }
}
