import { defineConfig } from '@playwright/test'

/** Journeys with the real product and real browsers: one after the other, for there are two cores to share. */
export default defineConfig({
  testDir: process.env.YIZHAN_JOURNEYS ?? './journeys',
  outputDir: '../test-results',
  timeout: 420_000,
  expect: { timeout: 45_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // Two cores carry three browsers and the product; what fails twice is broken, what fails once is named as flaky.
  retries: 1,
  reporter: 'list'
})
