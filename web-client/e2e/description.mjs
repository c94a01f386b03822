// Prints a description of the API in a form of which two can be compared byte for byte: keys in order, components numbered
// as operations lead to them, and without the refusals, which are the same for every operation.
import { readFileSync } from 'node:fs'

const REFERENCE = '#/components/schemas/'
const description = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const schemas = description.components.schemas

for (const operations of Object.values(description.paths)) {
  for (const operation of Object.values(operations)) {
    const answers = Object.entries(operation.responses).filter(([status]) => status < '4')
    operation.responses = Object.fromEntries(answers)
  }
}

const numbers = new Map()
const reachable = {}

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, key === '$ref' ? numbered(value.$ref) : ordered(value[key])])
  )
}

function numbered(reference) {
  const name = reference.replace(REFERENCE, '')
  if (!numbers.has(name)) {
    numbers.set(name, `S${numbers.size}`)
    reachable[numbers.get(name)] = ordered(schemas[name])
  }
  return `${REFERENCE}${numbers.get(name)}`
}

const paths = ordered(description.paths)
const { openapi, info } = description
process.stdout.write(
  `${JSON.stringify({ openapi, info: ordered(info), paths, components: { schemas: reachable } }, null, 1)}\n`
)
