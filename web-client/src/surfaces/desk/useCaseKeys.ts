import { nextTick, ref, type ShallowRef, shallowRef, watch, watchEffect } from 'vue'
import type { CaseListHandle, CasePanelHandle } from '@/features/approval'
import { useShortcuts } from '@/features/workplace'
import { nextAfter } from './nextCase'

type Maybe<T> = Readonly<ShallowRef<T | null>>

interface Around {
  readonly list: Maybe<CaseListHandle>
  readonly panel: Maybe<CasePanelHandle>
  readonly openCase: () => string | undefined
  readonly show: (id: string | undefined) => void
  /** In a meeting the keys rest: hands and eyes are with the resident. */
  readonly idle: () => boolean
}

/** What was decided a moment ago, so that nobody wonders where the case went. */
export interface Decided {
  readonly action: string
  readonly name: string
  readonly next: { readonly id: string; readonly name: string } | undefined
}

/** Cases by keyboard: walk, open, decide, next. The focus always goes where the next key is wanted. */
export function useCaseKeys(around: Around) {
  const help = ref(false)
  const decided = shallowRef<Decided>()
  /** The list as it stood when the open case was still in it. */
  let before: readonly string[] = []
  let decidedCase: string | undefined

  const rows = () => around.list.value?.rows() ?? []
  watchEffect(() => {
    const ids = rows().map((it) => it.id)
    const open = around.openCase()
    if (open !== undefined && ids.includes(open)) before = ids
  })
  watch(around.openCase, (id) => {
    if (id !== decidedCase) decided.value = undefined
  })

  async function open(id: string) {
    around.show(id)
    await nextTick()
    await around.panel.value?.focus()
  }
  async function close() {
    around.list.value?.walk(0)
    around.show(undefined)
    await nextTick()
    if (document.activeElement === document.body) around.list.value?.walk(0)
  }
  function neighbour(step: 1 | -1) {
    const id = around.openCase()
    const now = rows().map((it) => it.id)
    const next = id === undefined ? now[0] : nextAfter(id, before, now, step)
    if (next === undefined) around.list.value?.walk(0)
    else void open(next)
  }

  function onDecided(action: string) {
    const id = around.openCase()
    if (id === undefined) return
    const all = rows()
    const nextId = nextAfter(
      id,
      before,
      all.map((it) => it.id),
      1
    )
    const next = all.find((it) => it.id === nextId)
    decidedCase = id
    decided.value = {
      action,
      name: around.panel.value?.name() ?? '',
      next: next && { id: next.id, name: next.name ?? next.maskedName }
    }
  }

  useShortcuts(
    {
      j: () => around.list.value?.walk(1),
      k: () => around.list.value?.walk(-1),
      n: () => neighbour(1),
      p: () => neighbour(-1),
      a: () => around.panel.value?.decide(),
      r: () => around.panel.value?.sendBack(),
      m: () => around.panel.value?.menu(),
      '/': () => around.list.value?.search(),
      '?': () => (help.value = true),
      Escape: () => {
        if (around.openCase() !== undefined) void close()
      }
    },
    around.idle
  )
  return { help, decided, open, close, onDecided }
}
