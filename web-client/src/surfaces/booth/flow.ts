import type { ConsultationState, TicketState } from '@/protocol'

/** What the resident answers before a ticket is taken, one question a screen, in this order. */
export const QUESTIONS = ['item', 'id-number', 'name', 'community', 'papers', 'devices', 'consent'] as const
export type Question = (typeof QUESTIONS)[number]

export type Screen =
  | 'activate'
  | 'start'
  | Question
  /** The page was reloaded in a sitting and asks the server where it stands. */
  | 'resume'
  | 'wait'
  | 'called'
  | 'missed'
  | 'meeting'
  | 'rating'
  | 'finish'

/** The way as the resident sees it: five stages, each of one or a few screens. */
export const STAGES = ['item', 'identity', 'papers', 'ready', 'meet'] as const
export type Stage = (typeof STAGES)[number]

export function stageOf(screen: Screen): Stage | null {
  switch (screen) {
    case 'item':
      return 'item'
    case 'id-number':
    case 'name':
    case 'community':
      return 'identity'
    case 'papers':
      return 'papers'
    case 'devices':
    case 'consent':
      return 'ready'
    case 'wait':
    case 'called':
    case 'missed':
    case 'meeting':
      return 'meet'
    case 'activate':
    case 'start':
    case 'resume':
    case 'rating':
    case 'finish':
      return null
    default:
      return screen satisfies never
  }
}

export interface Answers {
  /** The name came with a card that was read, so it is not asked again. */
  readonly nameKnown: boolean
}

export function questionAfter(question: Question, answers: Answers): Question | null {
  const at = QUESTIONS.indexOf(question)
  const following = QUESTIONS[at + 1] ?? null
  return following === 'name' && answers.nameKnown ? 'community' : following
}

/** Where *back* leads; null where there is nothing before. */
export function screenBefore(screen: Screen, answers: Answers): Question | 'start' | null {
  const at = QUESTIONS.findIndex((question) => question === screen)
  if (at < 0) return null
  const before = QUESTIONS[at - 1] ?? 'start'
  return before === 'name' && answers.nameKnown ? 'id-number' : before
}

type TicketFacts = Pick<TicketState, 'state'>
type ConsultationFacts = Pick<ConsultationState, 'state' | 'accepted'>

/**
 * Which screen the server's facts call for, once a ticket is taken. Only the server moves a resident from waiting to the
 * meeting and out of it; the page follows.
 */
export function screenOf(
  ticket: TicketFacts | null,
  consultation: ConsultationFacts | null,
  member: string
): 'wait' | 'called' | 'missed' | 'meeting' | 'rating' | null {
  switch (consultation?.state) {
    case 'offered':
    case 'connecting':
      return consultation.accepted.includes(member) ? 'meeting' : 'called'
    case 'live':
    case 'held':
      return 'meeting'
    case 'ended':
    case 'sealed':
      return 'rating'
    case 'abandoned':
    case 'transferred':
    case undefined:
      break
    default:
      consultation?.state satisfies undefined
  }
  switch (ticket?.state) {
    case 'waiting':
    case 'called':
    case 'serving':
      return 'wait'
    case 'abandoned':
      return 'missed'
    case 'done':
      return 'rating'
    case undefined:
      return null
    default:
      return (ticket?.state satisfies undefined) ?? null
  }
}

/** Whether an idle resident is wiped away after a minute: everywhere but where waiting or talking is the thing to do. */
export function wipesWhenIdle(screen: Screen): boolean {
  switch (screen) {
    case 'activate':
    case 'start':
    case 'resume':
    case 'wait':
    case 'called':
    case 'meeting':
      return false
    case 'item':
    case 'id-number':
    case 'name':
    case 'community':
    case 'papers':
    case 'devices':
    case 'consent':
    case 'missed':
    case 'rating':
    case 'finish':
      return true
    default:
      return screen satisfies never
  }
}
