// Starts the program given as arguments after its port, looks at its pages once it is ready, ends it as Ctrl-C would and waits.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

const READY_WITHIN_MS = 180_000
const PAGES = ['booth', 'desk', 'supervisor', 'admin', 'api/me', 'api/catalogue/items', 'api/relays']

const [port, program, ...words] = process.argv.slice(2)
const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit'] })
const ended = once(child, 'exit')
const at = (path) => fetch(`http://127.0.0.1:${port}/${path}`).catch(() => null)

const until = Date.now() + READY_WITHIN_MS
while (child.exitCode === null && Date.now() < until && !(await at('actuator/health/readiness'))?.ok) await pause(100)
for (const page of PAGES) await (await at(page))?.arrayBuffer()
child.kill('SIGINT')
await ended
