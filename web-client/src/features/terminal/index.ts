export * from './userCode'
