import '@/ui/tokens.css'
import { createApp } from 'vue'
import { installWorkplace } from '@/features/workplace'
// After the parts that it restyles.
import '@/ui/desk.css'
import AdminApp from './AdminApp.vue'

const app = createApp(AdminApp)
installWorkplace(app)
app.mount('#app')
