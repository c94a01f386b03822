import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** One HTML entry a surface. A surface that is not built yet has no file and is left out. */
const surfaces = ['booth', 'desk', 'supervisor', 'admin', 'hall', 'mobile']
const input = Object.fromEntries(
  surfaces.filter((name) => existsSync(here(`./${name}.html`))).map((name) => [name, here(`./${name}.html`)])
)

/** Where the server listens while the pages are developed. */
const backend = process.env.YIZHAN_BACKEND ?? 'http://127.0.0.1:8080'
const forwarded = ['/api', '/auth', '/idp', '/login', '/logout', '/oauth2']

export default defineConfig({
  plugins: [
    vue(),
    {
      // The server serves /booth, not /booth.html; so does the dev server.
      name: 'yizhan-pages',
      configureServer(server) {
        server.middlewares.use((request, _response, next) => {
          const [path = '', query] = (request.url ?? '').split('?')
          const name = surfaces.find((surface) => path === `/${surface}` || path.startsWith(`/${surface}/`))
          if (name !== undefined && !path.includes('.')) {
            request.url = `/${name}.html${query === undefined ? '' : `?${query}`}`
          }
          next()
        })
      }
    }
  ],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    // The desk's component library is large; no chunk of the booth's comes near this.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input }
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
    // The server checks Origin on state-changing requests and on the socket, so the proxy presents the server's own.
    proxy: {
      ...Object.fromEntries(
        forwarded.map((path) => [path, { target: backend, changeOrigin: true, headers: { origin: backend } }])
      ),
      '/ws': { target: backend, changeOrigin: true, ws: true, headers: { origin: backend } }
    }
  }
})
