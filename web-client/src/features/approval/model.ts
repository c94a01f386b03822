// The words of this feature for what the case service tells; `@/api` holds their shape.
import type { Case, CaseMaterial, CaseStep, CatalogueItem, JsonSchema, MaterialNeed } from '@/api'

export type { Community } from '@/api'
export type { JsonSchema }
export type CaseView = Case
export type Material = CaseMaterial
export type HistoryEntry = CaseStep
export type ServiceItem = CatalogueItem
export type ItemMaterial = MaterialNeed
export type FormValues = Readonly<Record<string, unknown>>
export type Level = 'booth' | 'community' | 'street' | 'district'

/** A row of the worklist or of a search. */
export interface CaseRow {
  readonly id: string
  readonly number: string
  readonly item: string
  readonly itemName?: string
  readonly itemNameEn?: string
  readonly maskedName: string
  readonly name?: string
  readonly state: string
  readonly step?: { readonly id: string; readonly name: string; readonly nameEn: string; readonly level: string } | null
  readonly scope: string
  readonly updatedAt?: string
}
