import '@/ui/tokens.css'
import { createApp } from 'vue'
import { installWorkplace } from '@/features/workplace'
// After the parts that it restyles.
import '@/ui/desk.css'
import SupervisorApp from './SupervisorApp.vue'

const app = createApp(SupervisorApp)
installWorkplace(app)
app.mount('#app')
