import { onScopeDispose, readonly, type Ref, shallowRef } from 'vue'
import { type ConsultationState, othersThere, type Slot } from '@/protocol'
import { type PeerSession, Speaker } from '@/rtc'

const LOOK_MS = 200

/** What a page has of its meeting, as it is when asked. */
export interface Heard {
  readonly peer: Pick<PeerSession, 'loudness'> | null
  readonly meeting: ConsultationState | null | undefined
  readonly slots: readonly Slot[]
  readonly me: string | undefined
}

/** The member who is speaking, where more than two meet: between two everybody knows. */
export function useSpeaker(heard: () => Heard): Readonly<Ref<string | null>> {
  const speaking = shallowRef<string | null>(null)
  const speaker = new Speaker()
  const timer = setInterval(() => {
    const { peer, meeting, slots, me } = heard()
    const slot = peer === null || othersThere(meeting, me) < 2 ? null : speaker.hear(peer.loudness())
    speaking.value = slots.find((it) => it.slot === slot)?.member ?? null
  }, LOOK_MS)
  onScopeDispose(() => clearInterval(timer))
  return readonly(speaking)
}
