import { computed, ref } from 'vue'
import { locale, pick } from '@/i18n'
import { caseDesk } from './api'
import type { MaterialRow, OfferedAction } from './caseParts'
import type { FormField } from './formFields'
import type { CaseView } from './model'
import { t } from './texts'
import { useDecision, type Whither } from './useDecision'

interface Around {
  readonly view: () => CaseView | undefined
  readonly consultation: () => string | undefined
  readonly lacking: () => readonly MaterialRow[]
  readonly missing: () => readonly FormField[]
  /** Saves what was typed; false when that is not possible. */
  readonly flush: () => Promise<boolean>
  readonly unsaved: () => void
  readonly changed: () => Promise<void>
  readonly decided: (action: string) => void
}

/** From a press on an action over the one question to what the server said. */
export function useDeciding(around: Around) {
  const decision = useDecision(around.view, around.consultation)
  const deciding = ref<OfferedAction>()

  const warnings = computed(() => {
    const steps = around.view()?.step
    // Handling a case says nothing about its papers.
    if (deciding.value?.tone !== 'primary' || !steps || !around.view()?.actions.includes(deciding.value.action))
      return []
    const separator = locale.value === 'en' ? ', ' : '、'
    const names = (them: readonly string[]) => ({ names: them.join(separator) })
    const lacking = around.lacking().map((it) => pick(it.name, it.nameEn))
    const missing = around.missing().map((it) => it.title)
    return [
      ...(lacking.length > 0 ? [t('confirm.gaps', names(lacking))] : []),
      ...(missing.length > 0 ? [t('confirm.fields', names(missing))] : []),
      ...(around.view()?.gaps.includes('signature') ? [t('confirm.signature')] : [])
    ]
  })
  const steps = computed(() =>
    (around.view()?.standing.steps ?? []).map(({ step }) => ({ id: step.id, name: pick(step.name, step.nameEn) }))
  )
  const back = computed(() => (deciding.value?.action === 'return' ? (around.view()?.waysBack ?? []) : []))

  async function ask(offered: OfferedAction) {
    decision.problem.value = undefined
    if (await around.flush()) deciding.value = offered
    else around.unsaved()
  }

  async function appeal(text: string): Promise<boolean> {
    decision.problem.value = undefined
    try {
      await caseDesk.appeal(around.view()?.id ?? '', text)
      return true
    } catch (refusal) {
      decision.problem.value = refusal
      return false
    }
  }

  async function decide(comment: string, whither: Whither) {
    const offered = deciding.value
    if (!offered) return
    const done =
      offered.action === 'appeal' ? await appeal(comment) : await decision.decide(offered.action, comment, whither)
    await around.changed()
    if (!done) return
    deciding.value = undefined
    around.decided(offered.action)
  }

  return { deciding, warnings, steps, back, ask, decide, problem: decision.problem, busy: decision.busy }
}
