import { defineConfig } from 'vitest/config'

// Packages export their TypeScript source under this condition, so tests run without a build. It is needed in
// three places: Vite's resolver, what Vite leaves to Node, and Node itself in the worker processes.
const conditions = ['source', 'module', 'node', 'development|production']
const resolution = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source', 'node'] } },
}
const execArgv = ['--conditions=source']

export default defineConfig({
  test: {
    allowOnly: process.env['CI'] !== 'true',
    projects: [
      {
        ...resolution,
        test: {
          name: 'unit',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
          execArgv,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...resolution,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          execArgv,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Real processes, browsers and ports: one file at a time, after the unit tests, so timings mean something.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
