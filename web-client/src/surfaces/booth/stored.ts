/** What a reload needs to find its way back: ids and words, nothing about the person. Lives as long as the tab. */
export interface StoredSitting {
  readonly caseId: string
  readonly item: string
  readonly elder: boolean
  readonly recording: boolean
  readonly after: 'wait' | 'rating' | 'finish'
}

const KEY = 'yizhan.booth.sitting'

export function storedSitting(storage: Storage = sessionStorage): StoredSitting | null {
  try {
    const value = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<StoredSitting> | null
    if (typeof value?.caseId !== 'string' || typeof value.item !== 'string') return null
    return {
      caseId: value.caseId,
      item: value.item,
      elder: value.elder === true,
      recording: value.recording === true,
      after: value.after === 'rating' || value.after === 'finish' ? value.after : 'wait'
    }
  } catch {
    return null
  }
}

export function storeSitting(sitting: StoredSitting | null, storage: Storage = sessionStorage): void {
  if (sitting === null) storage.removeItem(KEY)
  else storage.setItem(KEY, JSON.stringify(sitting))
}
