import { defineConfig } from 'vitest/config'

// Packages export their TypeScript source under this condition, so tests run without a build. Vitest passes the
// same conditions to Node in its worker processes.
const conditions = ['source', 'node', 'development']
const resolution = { resolve: { conditions }, ssr: { resolve: { conditions } } }

/** What people do in the console, in a real browser: two such files at once take half the time and harm nobody. */
const journeys = 'e2e/specs/console*.test.ts'

export default defineConfig({
  test: {
    allowOnly: process.env['CI'] !== 'true',
    // Tests that look at calls and events of an org would meet those of its inventory; its own tests turn it on.
    env: { KEYWAY_INVENTORY: 'off' },
    projects: [
      {
        ...resolution,
        test: {
          name: 'unit',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          // Left to itself it keeps one processor free, which is half of a small machine.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...resolution,
        test: {
          name: 'console',
          include: [journeys],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...resolution,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [journeys],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Real processes and ports: one file at a time, after all others, so timings mean something.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
