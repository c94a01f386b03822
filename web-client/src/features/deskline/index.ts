export type { DeskLine, DeskSnapshot } from './DeskLine'
export * from './deskState'
export { useDeskLine } from './useDeskLine'
