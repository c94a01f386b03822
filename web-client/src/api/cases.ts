import { http } from './http'

/** The case service as the pages see it. */
export interface ItemGroup {
  readonly id: string
  readonly name: string
  readonly nameEn: string
}

export interface CatalogueItem {
  readonly code: string
  readonly group: string
  /** Its place among the most asked for, from 1. */
  readonly popular: number | null
  readonly name: string
  readonly nameEn: string
  readonly summary: string
  readonly summaryEn: string
  readonly online: boolean
  readonly materials: readonly MaterialNeed[]
  /** A JSON schema of one level: properties with `title`, `titleEn`, `type`, `enum`, `format`. */
  readonly form: JsonSchema
  readonly steps: readonly {
    readonly id: string
    readonly level: string
    readonly name: string
    readonly nameEn: string
  }[]
}

export interface MaterialNeed {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly required: boolean
}

export interface JsonSchema {
  readonly type?: string
  readonly title?: string
  readonly titleEn?: string
  readonly enum?: readonly string[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly [keyword: string]: unknown
}

export interface Community {
  readonly path: string
  readonly name: string
  readonly nameEn: string
}

export interface CaseMaterial {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly contentType: string
  readonly bytes: number
  readonly sha256: string
  readonly at: string
  /** Why it does not do. */
  readonly unfit?: string | null
}

export interface SignatureRequest {
  readonly id: string
  readonly documentHash: string
  readonly documentUrl: string
  readonly expiresAt: string
}

export interface CaseSignature {
  readonly id: string
  readonly documentHash: string
  readonly at: string
  /** Whether it holds for the form as it is now. */
  readonly valid: boolean
  /** Why it does not: `form-changed` or `altered`. */
  readonly why: string | null
}

export interface CaseStep {
  readonly seq: number
  readonly at: string
  readonly action: string
  /** How people call it. */
  readonly actionName?: string
  readonly actionNameEn?: string
  readonly level: string
  readonly by: string
  readonly comment: string | null
  readonly step: string | null
  readonly state: string
  /** The second post that let them: `secondment:<id>`, `substitution:<id>`. */
  readonly via?: string | null
}

/** Somebody of the bureau, or a station as a whole. */
export interface Who {
  readonly name: string
  readonly station: string
}

export interface Answered {
  readonly name: string
  /** `null` until they answer. */
  readonly agrees: boolean | null
}

export interface StepInfo {
  readonly id: string
  readonly level: string
  readonly name: string
  readonly nameEn: string
  readonly mode: 'single' | 'joint' | 'countersign'
}

/** A step that a case stands at, and in whose hands it is. */
export interface Standing {
  readonly step: StepInfo
  readonly since: string
  readonly due: string | null
  readonly holder: Who | null
  readonly offered: Who | null
  readonly asked: Who | null
  readonly leader: Who | null
  readonly signers: readonly Answered[]
  readonly votes: readonly Answered[]
}

/** From one of the steps that a case stands at to an earlier one. */
export interface WayBack {
  readonly from: string
  readonly to: string
  readonly name: string
  readonly nameEn: string
  /** Where it goes when the decision names no step. */
  readonly usual: boolean
}

export interface Case {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly item: string
  readonly itemName: string
  readonly itemNameEn: string
  readonly channel: 'booth' | 'window' | 'api'
  readonly state: string
  /** The process that it runs by, in its own version. */
  readonly process: {
    readonly id: string
    readonly version: number
    readonly name: string
    readonly nameEn: string
    /** Whether new cases begin with this version. */
    readonly newest: boolean
  }
  readonly step: StepInfo | null
  readonly resident: {
    readonly maskedName: string
    readonly name?: string
    readonly idNumberMasked: string
    readonly [more: string]: unknown
  }
  readonly scope: string
  readonly scopeName: string
  readonly scopeNameEn: string
  readonly form: Readonly<Record<string, unknown>>
  readonly materials: readonly CaseMaterial[]
  /** What it still lacks: `form.<field>`, `material.<paper>`, `signature`. */
  readonly gaps: readonly string[]
  readonly signatureRequest: SignatureRequest | null
  readonly signatures: readonly CaseSignature[]
  readonly joint: { readonly needed: readonly string[]; readonly signed: readonly string[] } | null
  readonly consultation: string | null
  readonly recorded: boolean | null
  readonly actions: readonly string[]
  /** What else the reader may try, whatever the process. */
  readonly handlings: readonly string[]
  /** To which steps the reader may send it back. */
  readonly waysBack: readonly WayBack[]
  readonly standing: {
    /** Who answers for the case until somebody else accepts it. */
    readonly owner: Who
    readonly steps: readonly Standing[]
    /** When the whole case must be done. */
    readonly due: string | null
    readonly suspended: boolean
  }
  readonly ratings: readonly { readonly level: number; readonly at: string }[]
  readonly openedAt: string
  readonly completedAt: string | null
  /** Whether form and papers may be changed now. */
  readonly editable: boolean
  readonly history: readonly CaseStep[]
}

export interface Stroke {
  readonly x: number
  readonly y: number
  /** Milliseconds since the first touch. */
  readonly t: number
}

const path = (id: string, rest = '') => `/api/cases/${encodeURIComponent(id)}${rest}`

export const cases = {
  items: async () => http.get<readonly CatalogueItem[]>('/api/catalogue/items'),
  groups: async () => http.get<readonly ItemGroup[]>('/api/catalogue/groups'),
  communities: async () => http.get<readonly Community[]>('/api/org/communities'),
  open: async (
    draft: {
      readonly item: string
      readonly resident: { readonly name: string; readonly idNumber: string; readonly phone?: string }
      readonly community: string
      readonly channel: 'booth' | 'window'
    },
    idempotencyKey: string
  ) => http.post<Case>('/api/cases', draft, { idempotencyKey }),
  get: async (id: string) => http.get<Case>(path(id)),
  document: async (id: string) => http.blob(path(id, '/document')),
  sign: async (
    id: string,
    signature: {
      readonly request: string
      readonly documentHash: string
      readonly strokes: readonly (readonly Stroke[])[]
      readonly width: number
      readonly height: number
      readonly consultation?: string
    },
    idempotencyKey: string
  ) => http.post<unknown>(path(id, '/signatures'), signature, { idempotencyKey }),
  addMaterial: async (
    id: string,
    code: string,
    still: Blob,
    consultation: string | undefined,
    idempotencyKey: string
  ) =>
    http.postRaw<unknown>(path(id, '/materials'), still, still.type, { query: { code, consultation }, idempotencyKey }),
  rate: async (
    id: string,
    rating: { readonly level: 1 | 2 | 3 | 4 | 5; readonly comment?: string; readonly consultation?: string },
    idempotencyKey: string
  ) => http.post<unknown>(path(id, '/rating'), rating, { idempotencyKey }),
  decisionUrl: (id: string) => path(id, '/decision.pdf'),
  receiptUrl: (id: string) => path(id, '/receipt.pdf')
}
