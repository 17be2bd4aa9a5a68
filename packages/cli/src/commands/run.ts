import { flows } from '@keyway/api'
import type { Command } from 'commander'
import { parse } from 'yaml'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { formatExecution, type ExecutionDetail } from '../output/execution.ts'
import { print, printJson } from '../output/print.ts'
import { readInput } from '../read-input.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { waitForEnd } from '../wait-for-end.ts'

interface RunOptions extends ServerOptions {
  input?: string
  draft?: true
  dryRun?: true
  json?: true
  wait: boolean
}

/** `keyway run`: runs a flow once with given trigger values and prints the execution. */
export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('run a flow once and print its execution')
    .argument('<flow>', 'id or name')
    .option(
      '--input <file>',
      'trigger values as JSON or YAML, - for standard input; for event flows the event',
    )
    .option('--draft', 'run the draft as it is, without publishing it')
    .option('--dry-run', 'read, but describe changes instead of making them')
    .option('--json', 'the execution as one JSON document')
    .option('--no-wait', 'print the id of the execution and go')
  withServer(command).action(run)
}

async function run(flow: string, options: RunOptions): Promise<void> {
  const call = connect(options)
  const input = options.input === undefined ? {} : parseInput(readInput(options.input), options.input)
  const { id: flowId } = await findFlow(call, flow)
  const { executionId } = await call(flows.runFlow, {
    params: { flowId },
    body: { input, version: options.draft === true ? 'draft' : 'published', dryRun: options.dryRun === true },
  })
  if (!options.wait) return options.json === true ? printJson({ executionId }) : print(executionId)
  const execution = await waitForEnd(call, executionId)
  if (options.json === true) printJson(execution)
  else print(formatExecution(execution))
  if (execution.status !== 'succeeded') process.exitCode = 1
}

function parseInput(text: string, file: string): Input {
  try {
    // JSON is YAML, and aliases stay few so that a small file cannot unfold into a huge one.
    const input: Input = parse(text, { maxAliasCount: 50 })
    return input
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(`${file === '-' ? 'Standard input' : file} is neither JSON nor YAML: ${why}`, {
      cause,
    })
  }
}

type Input = ExecutionDetail['trigger']
