import { executions, type AnswerOf, type Call } from '@keyway/api'
import { Option, type Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { formatExecution } from '../output/execution.ts'
import { print, printJson } from '../output/print.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { waitForEnd } from '../wait-for-end.ts'

interface JsonOption extends ServerOptions {
  json?: true
}

interface RerunOptions extends JsonOption {
  from?: string
  version: 'same' | 'current' | 'draft'
  dryRun?: true
  wait: boolean
}

/** `keyway executions pause|resume|cancel|rerun`. */
export function addExecutionActions(group: Command): void {
  for (const [name, route, description] of [
    ['pause', executions.pauseExecution, 'let what is under way finish, and hold the execution'],
    ['resume', executions.resumeExecution, 'go on with a paused execution'],
    ['cancel', executions.cancelExecution, 'stop an execution that is not over'],
  ] as const) {
    const command = group
      .command(name)
      .description(description)
      .argument('<id>')
      .option('--json', 'the execution as one JSON document')
    withServer(command).action(async (executionId: string, { json, ...server }: JsonOption) =>
      tell(await connect(server)(route, { params: { executionId } }), json),
    )
  }
  const rerunCommand = group
    .command('rerun')
    .description('run again with the same trigger values, and print the new execution')
    .argument('<id>')
    .option('--from <step>', 'start at this step, by name or path, and take over what came before')
    .addOption(
      new Option('--version <version>', 'which version of the flow')
        .choices(['same', 'current', 'draft'])
        .default('current'),
    )
    .option('--dry-run', 'read, but describe changes instead of making them')
    .option('--json', 'the new execution as one JSON document')
    .option('--no-wait', 'print the id of the new execution and go')
  withServer(rerunCommand).action(rerun)
}

function tell(execution: AnswerOf<typeof executions.pauseExecution>, json: true | undefined): void {
  if (json === true) printJson(execution)
  else print(`${execution.flowName}: ${execution.status.replace('_', ' ')}`)
}

async function rerun(executionId: string, options: RerunOptions): Promise<void> {
  const call = connect(options)
  const { version, from, json, wait } = options
  const fromStep = from === undefined ? {} : { fromStep: await findStepPath(call, executionId, from) }
  const started = await call(executions.rerunExecution, {
    params: { executionId },
    body: { version, dryRun: options.dryRun === true, ...fromStep },
  })
  if (!wait) return json === true ? printJson(started) : print(started.executionId)
  const execution = await waitForEnd(call, started.executionId)
  if (json === true) printJson(execution)
  else print(formatExecution(execution))
  if (execution.status !== 'succeeded') process.exitCode = 1
}

/** Path of a step that an execution came to, by its name or its path. */
async function findStepPath(call: Call, executionId: string, step: string): Promise<string> {
  const { steps } = await call(executions.getExecution, { params: { executionId } })
  const found = steps.find((run) => run.step === step || run.id === step)
  if (found !== undefined) return found.step
  const known = [...new Set(steps.map((run) => run.id ?? run.step))].slice(0, 20).join(', ')
  throw new CommandError(`The execution never came to a step "${step}". It came to: ${known}.`)
}
