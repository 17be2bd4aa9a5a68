import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { print, printJson } from '../output/print.ts'
import { formatTests, type TestTotals } from '../output/tests.ts'
import { readInput } from '../read-input.ts'

const help = `
A test file stands beside its flow and is called like breached.test.yaml:

  flow: breached.yaml
  cases:
    - name: tells the team
      trigger: { target: [{ id: 00u1 }] }
      steps:                                  # answers by the id of the step
        user: { output: { status: ACTIVE } }  # or error: { message, statusCode }, or pages: [[…], […]] of a stream
        post: [{ output: {} }, { error: { message: busy } }]   # one for each run
      helpers:
        Notify: { output: {} }                # answers of helper flows, by name
      expect:
        status: succeeded                     # or failed, or stopped by a Continue If
        output: { told: 1 }
        steps: { post: { runs: 1, input: { channel: '#security' } } }
        notRun: [escalate]

Function cards are real. Whatever would touch the world is answered by the case, or fails it. Waits pass at once.
"keyway executions fixture ID" writes a case from a real execution.`

interface TestOptions {
  json?: true
  update?: boolean
}

/** `keyway test`: runs tests of flows in files; no server is needed. */
export function addTest(program: Command): void {
  program
    .command('test')
    .description('run tests of flows that stand in files; exits with 1 when one fails')
    .argument('<path...>', 'directories with .test.yaml files, or such files')
    .option('--update', 'write what was found as what is expected')
    .option('--json', 'as one JSON document')
    .addHelpText('after', help)
    .action(test)
}

async function test(paths: string[], { json, update = false }: TestOptions): Promise<void> {
  const { runTestFiles } = await import('@keyway/server')
  const names = paths.flatMap(testsAt)
  const tested = runTestFiles(
    names.map((name) => ({ name, content: readInput(name), readFlow: (flow) => readBeside(name, flow) })),
    { update },
  )
  const files = tested.map(({ updated, ...report }) => {
    if (updated !== null) writeFileSync(report.file, updated)
    return { ...report, updated: updated !== null }
  })
  const cases = files.flatMap((file) => file.cases)
  const totals: TestTotals = {
    files: files.length,
    cases: cases.length,
    passed: cases.filter(({ status }) => status === 'passed').length,
    failed: cases.filter(({ status }) => status === 'failed').length,
    problems: files.reduce((sum, { problems }) => sum + problems.length, 0),
  }
  if (totals.failed > 0 || totals.problems > 0) process.exitCode = 1
  if (json === true) printJson({ files, totals })
  else print(formatTests(files, totals))
}

function readBeside(test: string, flow: string): string | undefined {
  try {
    return readFileSync(path.resolve(path.dirname(test), flow), 'utf8')
  } catch {
    // The report says that there is no such file, with the place in the test.
    return undefined
  }
}

function testsAt(name: string): string[] {
  if (statSync(name, { throwIfNoEntry: false })?.isDirectory() !== true) return [name]
  const found = readdirSync(name, { recursive: true, encoding: 'utf8' })
    .filter(
      (inner) =>
        /\.test\.(ya?ml|json)$/i.test(inner) && !/(^|[\\/])(node_modules|\.[^\\/]+)[\\/]/.test(inner),
    )
    .toSorted()
    .map((inner) => path.join(name, inner))
  if (found.length === 0) {
    throw new CommandError(`${name} holds no .test.yaml files. "keyway test --help" shows what is in one.`)
  }
  return found
}
