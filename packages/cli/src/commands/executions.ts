import { executions, type AnswerOf } from '@keyway/api'
import { Option, type Command } from 'commander'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { formatExecution } from '../output/execution.ts'
import { toFixture } from '../output/fixture.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatDuration, formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { addExecutionActions } from './execution-actions.ts'
import { parseCount, parseTime } from './parse-option.ts'

type Status = (typeof executions.executionStatuses)[number]

interface ListOptions extends ServerOptions {
  flow?: string
  status?: Status
  who?: string
  from?: number
  to?: number
  limit: number
  json?: true
}

/** `keyway executions list|show|pause|resume|cancel|rerun`. */
export function addExecutions(program: Command): void {
  const group = program.command('executions').description('executions and their history')
  const listCommand = group
    .command('list')
    .description('executions, newest first')
    .option('--flow <flow>', 'only those of this flow, by id or name')
    .addOption(
      new Option('--status <status>', 'only those with this status').choices(executions.executionStatuses),
    )
    .option('--who <name>', 'only those about whoever or whatever has this id, login or name')
    .addOption(new Option('--from <time>', 'created at this time or later, as ISO 8601').argParser(parseTime))
    .addOption(new Option('--to <time>', 'created at this time or earlier').argParser(parseTime))
    .option('--limit <count>', 'how many', parseCount, 50)
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const showCommand = group
    .command('show')
    .description('one execution with the real values of each step')
    .argument('<id>')
    .option('--json', 'as one JSON document')
  withServer(showCommand).action(show)
  const fixtureCommand = group
    .command('fixture')
    .description('an execution as a case for `keyway test`, with its real values, on standard output')
    .argument('<id>')
  withServer(fixtureCommand).action(fixture)
  addExecutionActions(group)
}

const largestPage = 200

async function list({ flow, status, who, from, to, limit, json, ...server }: ListOptions): Promise<void> {
  const call = connect(server)
  const flowId = flow === undefined ? undefined : (await findFlow(call, flow)).id
  const items: AnswerOf<typeof executions.listExecutions>['items'] = []
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof executions.listExecutions> = await call(executions.listExecutions, {
      query: { flowId, status, who, from, to, cursor, limit: Math.min(limit - items.length, largestPage) },
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && items.length < limit)

  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No executions.')
  const rows = items.map((item) => [
    item.id,
    formatTime(item.createdAt),
    item.flowName,
    `${item.stopped ? 'stopped' : item.status.replace('_', ' ')}${item.dryRun ? ', dry run' : ''}`,
    item.startedAt === null || item.finishedAt === null
      ? null
      : formatDuration(item.finishedAt - item.startedAt),
    item.errorMessage ?? item.eventType ?? '',
  ])
  print(formatTable(['id', 'created', 'flow', 'status', 'took', 'error or event'], rows))
}

async function show(
  executionId: string,
  { json, ...server }: ServerOptions & { json?: true },
): Promise<void> {
  const execution = await connect(server)(executions.getExecution, { params: { executionId } })
  if (json === true) printJson(execution)
  else print(formatExecution(execution))
}

async function fixture(executionId: string, server: ServerOptions): Promise<void> {
  const execution = await connect(server)(executions.getExecution, { params: { executionId } })
  const { printYaml } = await import('@keyway/server')
  const { test, warnings } = toFixture(execution)
  for (const warning of warnings) process.stderr.write(`keyway: ${warning}\n`)
  print(printYaml(test).trimEnd())
}
