// The words of this feature for what the case service tells; `@/api` holds their shape.
import type { Case, CaseMaterial, CaseStep, CatalogueItem, JsonSchema, MaterialNeed } from '@/api'
import type { Answer } from '@/api/client'

export type { Community } from '@/api'
export type { JsonSchema }
export type CaseView = Case
export type Material = CaseMaterial
export type HistoryEntry = CaseStep
export type ServiceItem = CatalogueItem
export type ItemMaterial = MaterialNeed
export type FormValues = Readonly<Record<string, unknown>>
/** What a page may ask of the list and of the open case by keyboard. */
export interface CaseListHandle {
  readonly walk: (step: number) => void
  readonly search: () => void
  readonly rows: () => readonly CaseRow[]
}

export interface CasePanelHandle {
  readonly focus: () => Promise<void>
  readonly decide: () => void
  readonly sendBack: () => void
  readonly menu: () => void
  readonly name: () => string
}

export type Level = 'booth' | 'community' | 'street' | 'district'

/** A row of the worklist or of a search. */
export type CaseRow = Answer<'/api/worklist'>['items'][number]
