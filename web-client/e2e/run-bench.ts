import { existsSync } from 'node:fs'
import { join } from 'node:path'

const [name, ...options] = process.argv.slice(2)
const file = join(import.meta.dirname, 'bench', `${name ?? ''}.ts`)
if (!name || !existsSync(file)) throw new Error(`no benchmark ${name ?? ''}`)
const { bench } = (await import(file)) as { bench: (options: string[]) => Promise<Record<string, unknown>> }
const result = await bench(options)
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)
