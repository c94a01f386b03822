import { inject, type InjectionKey, provide } from 'vue'
import type { Me } from '@/api'
import type { Line } from '@/features/consultation'
import type { Speech } from '@/features/speech'
import type { Devices } from './useDevices'
import type { Sitting } from './useSitting'

export interface Booth {
  readonly line: Line
  readonly devices: Devices
  readonly sitting: Sitting
  readonly speech: Speech
  readonly me: () => Me | null
}

const KEY: InjectionKey<Booth> = Symbol('booth')

export const provideBooth = (booth: Booth) => provide(KEY, booth)

export function useBooth(): Booth {
  const booth = inject(KEY)
  if (booth === undefined) throw new Error('outside of the booth')
  return booth
}
