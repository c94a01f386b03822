import '@/ui/tokens.css'
import { createApp } from 'vue'
import { publishObserved } from '@/features/consultation'
import { installWorkplace } from '@/features/workplace'
// After the parts that it restyles.
import '@/ui/desk.css'
import DeskApp from './DeskApp.vue'

const app = createApp(DeskApp)
installWorkplace(app)
publishObserved()
app.mount('#app')
