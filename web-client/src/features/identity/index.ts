export * from './gb11643'
