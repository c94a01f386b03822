export * from './client'
export * from './others'
export * from './server'
export * from './shape'
