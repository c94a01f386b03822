export { default as ProcessDiagram } from './components/ProcessDiagram.vue'
export { default as ProcessPage } from './components/ProcessPage.vue'
export * from './processes'
