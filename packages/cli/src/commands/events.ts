import { eventReplays, events, type AnswerOf, type Call } from '@keyway/api'
import { Option, type Command } from 'commander'
import { setTimeout } from 'node:timers/promises'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { parseCount, parseTime } from './parse-option.ts'

interface FilterOptions extends ServerOptions {
  type?: string
  source?: string
  who?: string
  actor?: string
  target?: string
  from?: number
  to?: number
  json?: true
}

interface ListOptions extends FilterOptions {
  limit: number
}

interface ReplayOptions extends FilterOptions {
  flowVersion?: number
  live?: true
  everyEvent?: true
}

type Replay = AnswerOf<typeof eventReplays.getReplay>

/** `keyway events [list]|show|replay`. */
export function addEvents(program: Command): void {
  const group = program.command('events').description('what arrived, and giving it to a flow once more')
  const listCommand = withFilter(group.command('list', { isDefault: true }))
    .description('events, newest first')
    .option('--limit <count>', 'at most so many', parseCount, 50)
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const showCommand = group
    .command('show')
    .description('one event with its payload')
    .argument('<id>')
    .option('--json', 'as one JSON document')
  withServer(showCommand).action(show)
  const replayCommand = withFilter(group.command('replay'))
    .description('give the events that fit to a flow once more, in the order they arrived')
    .argument('<flow>', 'name or id')
    .option('--flow-version <number>', 'a version of the flow; without it the published one', parseCount)
    .option('--live', 'really make changes; without it they are described only')
    .option('--every-event', "also events that the flow's trigger does not take")
    .option('--json', 'the finished replay as one JSON document')
  withServer(replayCommand).action(replay)
}

function withFilter(command: Command): Command {
  return command
    .option('--type <type>', 'event type; user.lifecycle.* for all that begin so')
    .option('--source <source>', 'where it came from: okta, endpoint, schedule, …')
    .option('--who <name>', 'id, login or name of whoever did it or had it done to them')
    .option('--actor <name>', 'who did it')
    .option('--target <name>', 'to whom or what it was done')
    .addOption(new Option('--from <time>', 'arrived at this time or later, as ISO 8601').argParser(parseTime))
    .addOption(new Option('--to <time>', 'arrived at this time or earlier').argParser(parseTime))
}

function filterOf({ type, source, who, actor, target, from, to }: FilterOptions) {
  return { type, source, who, actor, target, from, to }
}

async function list({ limit, json, ...options }: ListOptions): Promise<void> {
  const query = { ...filterOf(options), limit: Math.min(limit, 200) }
  const { items } = await connect(options)(events.listEvents, { query })
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No event fits.')
  const rows = items.map((event) => [
    event.id,
    formatTime(event.receivedAt),
    event.type,
    event.subject ?? '',
    event.source,
    String(event.executions),
  ])
  print(formatTable(['id', 'arrived', 'type', 'subject', 'source', 'executions'], rows))
}

async function show(id: string, { json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const event = await connect(server)(events.getEvent, { params: { eventId: id } })
  if (json === true) return printJson(event)
  print(`${event.type} from ${event.source}, arrived ${formatTime(event.receivedAt)}`)
  print(`started ${event.executions} executions\n`)
  print(JSON.stringify(event.payload, null, 2))
}

async function replay(
  flow: string,
  { flowVersion, live, everyEvent, json, ...options }: ReplayOptions,
): Promise<void> {
  const call = connect(options)
  const { id: flowId } = await findFlow(call, flow)
  const begun = await call(eventReplays.createReplay, {
    body: {
      filter: filterOf(options),
      flowId,
      version: flowVersion,
      dryRun: live !== true,
      everyEvent: everyEvent === true,
    },
  })
  const ended = await follow(call, begun)
  if (json === true) return printJson(ended)
  const what = ended.dryRun ? 'dry executions' : 'executions'
  print(
    `${ended.done.toLocaleString('en')} events, ${ended.started.toLocaleString('en')} ${what} of "${ended.flowName}" started: replay ${ended.id} ${ended.status}.`,
  )
}

async function follow(call: Call, begun: Replay): Promise<Replay> {
  let shown = begun
  for (let pauseMs = 100; shown.status === 'running'; pauseMs = Math.min(pauseMs * 1.5, 2_000)) {
    await setTimeout(pauseMs)
    shown = await call(eventReplays.getReplay, { params: { replayId: begun.id } })
    if (pauseMs > 500) process.stderr.write(`${shown.done} of ${shown.total} events\n`)
  }
  return shown
}
