export * from './observe'
export * from './place'
export * from './useLine'
export * from './useSpeaker'
