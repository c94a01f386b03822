import { defineConfig } from '@playwright/test'

/** Journeys with the real product and real browsers: one after the other, for there are two cores to share. */
export default defineConfig({
  testDir: './journeys',
  outputDir: '../test-results',
  timeout: 180_000,
  expect: { timeout: 15_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  reporter: 'list'
})
