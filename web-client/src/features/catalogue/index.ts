export { default as CataloguePage } from './components/CataloguePage.vue'
export { default as ReleasesPage } from './components/ReleasesPage.vue'
