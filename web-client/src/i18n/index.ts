export * from './locale'
export * from './text'
