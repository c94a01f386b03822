export { default as OrdersPage } from './components/OrdersPage.vue'
