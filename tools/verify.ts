import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { steps, testStep, type Step } from './checks/steps.ts'

// What CI runs, one line for each step. Stops at the first failure and shows its output; with --keep-going it runs the
// rest too and fails at the end.

const { values: options } = parseArgs({
  options: {
    'keep-going': { type: 'boolean', default: false },
    results: { type: 'string', default: '.setup/test-results.json' },
  },
})

for (const step of [...steps, testStep(path.resolve(options.results))]) {
  if (passes(step)) continue
  process.exitCode = 1
  if (!options['keep-going']) break
}

function passes({ name, script }: Step): boolean {
  process.stdout.write(`${name} … `)
  const startedAt = performance.now()
  const run = spawnSync(process.execPath, script, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const passed = run.status === 0
  process.stdout.write(passed ? `ok, ${seconds} s\n` : `FAILED, ${seconds} s\n${run.stdout}${run.stderr}\n`)
  return passed
}
