import { levelWord } from '@/features/workplace'
import { locale, roleWord, translator } from '@/i18n'
import en from '@/i18n/en/supervisor'
import zh from '@/i18n/zh-CN/supervisor'
import { faultsOf, type LineStretch } from './lines'
import type { Lane, Pause, TimelineEvent } from './manifest'

export const t = translator(zh, en)

type Key = keyof typeof zh
const known = (key: string): Key | undefined => (key in zh ? (key as Key) : undefined)

/** What happened, in words; an event of a newer server shows as it is called. */
export function eventWord(event: Pick<TimelineEvent, 'kind' | 'data'>): string {
  const key = known(`event.${event.kind}`)
  if (key === undefined) return event.kind
  const { action, level } = event.data
  if (event.kind !== 'case-decided' || typeof action !== 'string' || typeof level !== 'string') return t(key)
  const word = known(`action.${action}`)
  return t(key, { level: levelWord(level), action: word === undefined ? action : t(word) })
}

export function laneWord(lane: Pick<Lane, 'label' | 'kind'>): string {
  return t('lane.name', { who: whoWord(lane.label), kind: t(`kind.${lane.kind}`) })
}

/** Whose line it is. */
export function whoWord(label: string): string {
  return roleWord(label, (role) => {
    const who = known(`lane.${role}`)
    return who === undefined ? undefined : t(who)
  })
}

/** What was wrong with a line for a stretch. */
export function lineWord(stretch: LineStretch): string {
  return faultsOf(stretch)
    .map(({ kind, ...values }) => t(`line.${kind}`, values))
    .join(locale.value === 'en' ? ', ' : '，')
}

export function stateWord(state: string): string {
  const key = known(`state.${state}`)
  return key === undefined ? state : t(key)
}

/** Why nothing was recorded; a hold of the meeting has no reason of its own. */
export function pauseWord(pause: Pick<Pause, 'reason'>): string {
  const key = known(`pause.${pause.reason ?? 'held'}`)
  return key === undefined ? (pause.reason ?? '') : t(key)
}

/** Why a film was not made; the code of a newer server says only that it was not. */
export function filmProblemWord(code: string | null): string {
  const key = known(`film.problem.${code ?? ''}`)
  return key === undefined ? t('film.failed') : t(key)
}
