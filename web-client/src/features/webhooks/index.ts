export { default as WebhooksPage } from './WebhooksPage.vue'
