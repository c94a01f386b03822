import { onScopeDispose, type Ref, shallowRef } from 'vue'
import { locale } from '@/i18n'

/** A little slower than the browser's own pace: most listeners are old. */
const RATE = 0.9

/** Reads screens aloud when the machine has a voice for the language; where it has none, nothing is offered. */
export function useSpeech() {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined
  const voices = shallowRef<readonly SpeechSynthesisVoice[]>(synthesis?.getVoices() ?? [])
  const on = shallowRef(true)
  const refresh = () => {
    voices.value = synthesis?.getVoices() ?? []
  }
  synthesis?.addEventListener('voiceschanged', refresh)
  onScopeDispose(() => {
    synthesis?.removeEventListener('voiceschanged', refresh)
    synthesis?.cancel()
  })

  const voiceFor = (language: string) =>
    voices.value.find(({ lang }) => lang.replace('_', '-').toLowerCase() === language.toLowerCase()) ??
    voices.value.find(({ lang }) => lang.slice(0, 2) === language.slice(0, 2))

  return {
    on: on as Readonly<Ref<boolean>>,
    available: () => voiceFor(locale.value) !== undefined,
    toggle() {
      on.value = !on.value
      if (!on.value) synthesis?.cancel()
    },
    /** Says this instead of what is being said. */
    say(text: string) {
      const voice = voiceFor(locale.value)
      synthesis?.cancel()
      if (!on.value || voice === undefined || text === '') return
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.voice = voice
      utterance.lang = voice.lang
      utterance.rate = RATE
      synthesis?.speak(utterance)
    },
    hush: () => synthesis?.cancel()
  }
}

export type Speech = ReturnType<typeof useSpeech>
