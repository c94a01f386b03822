import { ApiProblem } from '@/api'
import { SignalRefusal } from '@/rtc'

export interface Sentence {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly requestId: string | null
}

/** One sentence for whatever was thrown. Both kinds of refusal bring their own; anything else is a fault of this page. */
export function sentenceOf(problem: unknown): Sentence {
  if (problem instanceof ApiProblem) return problem
  if (problem instanceof SignalRefusal) return { code: problem.code, zh: problem.zh, en: problem.en, requestId: null }
  return {
    code: 'page-fault',
    zh: '页面出了点问题，请再试一次；仍不行请刷新页面。',
    en: 'Something went wrong on this page. Please try again, or reload the page.',
    requestId: null
  }
}
