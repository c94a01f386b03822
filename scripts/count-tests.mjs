// Sums JUnit XML reports and prints `N passed, N failed` last. Usage: node count-tests.mjs LABEL=FOLDER ...
// Exits 1 when a test failed or none ran.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const total = { passed: 0, failed: 0, skipped: 0 }

for (const argument of process.argv.slice(2)) {
  const [label, folder] = argument.split('=')
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const file of reports(folder)) count(readFileSync(file, 'utf8'), sum)
  console.log(`${label.padEnd(16)} ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
  for (const kind of Object.keys(total)) total[kind] += sum[kind]
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

function reports(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => join(folder, name))
}

function count(xml, sum) {
  for (const [, attributes, body = ''] of xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    if (/<(failure|error)[\s>/]/.test(body)) {
      sum.failed++
      console.log(`  failed: ${attribute(attributes, 'classname')} ${attribute(attributes, 'name')}`)
    } else if (/<skipped[\s>/]/.test(body)) {
      sum.skipped++
    } else {
      sum.passed++
    }
  }
}

function attribute(attributes, name) {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
}
