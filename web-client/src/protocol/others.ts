import type { ConsultationState } from './server'

/** How many besides this member are in a meeting now; of none, nobody. */
export const othersThere = (meeting: ConsultationState | null | undefined, member: string | undefined): number =>
  meeting?.participants.filter((one) => one.member !== member && one.state === 'joined').length ?? 0
