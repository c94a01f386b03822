export { default as SearchField } from './components/SearchField.vue'
export { default as SearchSummary } from './components/SearchSummary.vue'
export * from './found'
export * from './useSearch'
