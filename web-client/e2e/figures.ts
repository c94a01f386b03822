import { test } from '@playwright/test'

/** Keeps a measured figure with the test's result and prints it, so that a run can be quoted. */
export function figure(of: string, description: string): void {
  test.info().annotations.push({ type: of, description })
  process.stdout.write(`    ${of}: ${description}\n`)
}
