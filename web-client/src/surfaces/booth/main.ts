import '@/ui/tokens.css'
import { createApp } from 'vue'
import BoothApp from './BoothApp.vue'

createApp(BoothApp).mount('#app')
