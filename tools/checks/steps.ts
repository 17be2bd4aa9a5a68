import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const bin = (packageFile: string) => path.join(root, 'node_modules', packageFile)

/** One step of `npm run verify`: what Node runs in the repository's folder. */
export type Step = { readonly name: string; readonly script: readonly string[] }

/** Quick ones first, so that a slip shows within seconds. */
export const steps: readonly Step[] = [
  { name: 'format', script: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', script: [bin('oxlint/bin/oxlint'), '--type-aware'] },
  { name: 'types', script: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the console', script: [bin('typescript/bin/tsc'), '-p', 'packages/console'] },
  { name: 'dead code', script: [bin('knip/bin/knip.js')] },
  { name: 'declarations', script: ['--conditions=source', 'tools/check-declarations.ts'] },
  { name: 'links in docs', script: ['tools/check-doc-links.ts'] },
]

/** The tests, which also leave their figures in a file (Vitest's JSON report). */
export function testStep(resultsFile: string): Step {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`]
  return { name: 'tests', script: [bin('vitest/vitest.mjs'), 'run', ...reporters] }
}
