export * from './locale'
export * from './roles'
export * from './text'
