export * from './observe'
export * from './place'
export * from './useLine'
