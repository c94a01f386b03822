export * from './observe'
export * from './place'
