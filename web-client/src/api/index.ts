export * from './cases'
export * from './http'
export * from './me'
export * from './terminal'
