import { inject, type InjectionKey } from 'vue'

/** How a page reads its screens aloud; a page without a voice provides nothing. */
export const ANNOUNCE: InjectionKey<(text: string) => void> = Symbol('announce')

export const useAnnounce = () => inject(ANNOUNCE, () => undefined)
