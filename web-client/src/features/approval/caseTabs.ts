export const CASE_TABS = ['form', 'materials', 'signature', 'history'] as const
export type CaseTab = (typeof CASE_TABS)[number]
