import { budgets } from '@keyway/api'
import { Option, type Command } from 'commander'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { parseCount } from './parse-option.ts'

interface ForecastOptions extends ServerOptions {
  calls: number
  priority: 'incident' | 'interactive' | 'bulk'
  json?: true
}

/** `keyway budgets [list]|forecast`. */
export function addBudgets(program: Command): void {
  const group = program.command('budgets').description('rate limits of other systems, and who uses them')
  const listCommand = group
    .command('list', { isDefault: true })
    .description('what flows and others use of each rate limit, and how many steps wait')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const forecastCommand = group
    .command('forecast')
    .description('when so many calls would be done at what the reserve allows')
    .argument('<org>', 'address of the other system, as the list has it')
    .argument('<bucket>', 'what the calls count in, as the list has it')
    .requiredOption('--calls <count>', 'how many calls', parseCount)
    .addOption(
      new Option('--priority <class>', 'how urgent they are')
        .choices(['incident', 'interactive', 'bulk'])
        .default('bulk'),
    )
    .option('--json', 'as one JSON document')
  withServer(forecastCommand).action(forecast)
}

async function list({ json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const { items } = await connect(server)(budgets.listBudgets)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('Nothing is known yet: limits are learned from the first answers.')
  const rows = items.map((item) => [
    item.org,
    item.bucket,
    item.limit,
    item.usedByFlows,
    item.usedByOthers,
    `${item.reservePercent} %`,
    item.waiting,
    item.resetsAt === null ? null : formatTime(item.resetsAt),
  ])
  print(formatTable(['org', 'bucket', 'limit', 'flows', 'others', 'reserve', 'waiting', 'resets'], rows))
}

async function forecast(
  org: string,
  bucket: string,
  { calls, priority, json, ...server }: ForecastOptions,
): Promise<void> {
  const found = await connect(server)(budgets.forecastCalls, { query: { org, bucket, calls, priority } })
  if (json === true) return printJson(found)
  const pace = `${Math.round(found.perMinute).toLocaleString('en')} a minute`
  print(`${calls.toLocaleString('en')} calls at ${pace} are done at about ${formatTime(found.endsAt)}.`)
}
