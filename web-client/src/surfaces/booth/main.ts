import '@/ui/tokens.css'
import { createApp } from 'vue'
import { publishObserved } from '@/features/consultation'
import BoothApp from './BoothApp.vue'

publishObserved()
createApp(BoothApp).mount('#app')
