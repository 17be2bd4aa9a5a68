import { oktaSources, type AnswerOf } from '@keyway/api'
import { Argument, type Command } from 'commander'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatDuration, formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { parseTime } from './parse-option.ts'

type Source = AnswerOf<typeof oktaSources.listOktaSources>['items'][number]
type Options = ServerOptions & { json?: true }

/** `keyway okta sources|read|hook`: orgs as sources of events. */
export function addOktaSources(group: Command): void {
  const command = (parent: Command, name: string, description: string): Command =>
    withServer(parent.command(name).description(description).option('--json', 'as one JSON document'))

  command(group, 'sources', 'how far the System Logs were read, and what came by which way').action(sources)
  command(group, 'read', 'read the System Log of an org again from a time on')
    .argument('<org>', 'host of the org, as "keyway okta sources" shows it')
    .requiredOption('--since <time>', 'for example 2026-05-31T09:00:00Z; at most 90 days ago', parseTime)
    .action(read)
  const hook = group.command('hook').description('the event hook that Keyway keeps in an org')
  command(hook, 'create', 'make it over the API and have it verified').argument('<org>').action(create)
  for (const [step, description] of [
    ['check', 'compare it with what it should be, and repair it'],
    ['test', 'have Okta call the receiver, and send it a canary event'],
    ['rotate', 'give it a new key'],
  ] as const) {
    command(hook, step, description)
      .argument('<org>')
      .action(async (org: string, options: Options) =>
        show(await connect(options)(oktaSources.changeHook, { params: { org, step } }), options),
      )
  }
  command(hook, 'push-filters', 'let Okta test the Okta filters of flows before it delivers, or not any more')
    .argument('<org>')
    .addArgument(new Argument('<switch>').choices(['on', 'off']))
    .action(pushFilters)
  command(hook, 'delete', 'delete it in Okta and here').argument('<org>').action(remove)
}

async function sources({ json, ...server }: Options): Promise<void> {
  const { items } = await connect(server)(oktaSources.listOktaSources)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No Okta org is connected. "keyway connections add" connects one.')
  for (const source of items) printSource(source)
}

async function read(org: string, { since, json, ...server }: Options & { since: number }): Promise<void> {
  const body = { settings: { since } }
  show(await connect(server)(oktaSources.updateOktaSource, { params: { org }, body }), { json })
}

async function pushFilters(org: string, to: string, { json, ...server }: Options): Promise<void> {
  const body = { settings: { pushFilters: to === 'on' } }
  show(await connect(server)(oktaSources.updateOktaSource, { params: { org }, body }), { json })
}

async function create(org: string, { json, ...server }: Options): Promise<void> {
  show(await connect(server)(oktaSources.setUpHook, { params: { org } }), { json })
}

async function remove(org: string, { json, ...server }: Options): Promise<void> {
  show(await connect(server)(oktaSources.removeHook, { params: { org } }), { json })
}

function show(source: Source, { json }: { json?: true | undefined }): void {
  if (json === true) printJson(source)
  else printSource(source)
  if (source.hooks.some(({ status }) => status === 'failing')) process.exitCode = 1
}

function printSource({ org, log, meter, hooks, hookBudget }: Source): void {
  const until = log.completeUntil === null ? '' : `, complete up to ${formatTime(log.completeUntil)}`
  print(`${org}: ${log.state.replace('_', ' ')}${until}`)
  if (log.error !== null) print(`  ${log.error.message}`)
  for (const { from, to } of log.gaps) print(`  lost: ${formatTime(from)} to ${formatTime(to)}`)
  print(
    `  events only by the log: ${meter.recovered}; by hook today: ${hookBudget.used} of ${hookBudget.limit}`,
  )
  for (const { name, status, problems, types, canary, filters, filtersRefused } of hooks) {
    const tested = filters.length === 0 ? '' : `, ${filters.length} of them filtered by Okta`
    print(`  hook "${name}": ${status === 'ok' ? 'in order' : status}, ${types.length} types${tested}`)
    for (const { message } of problems) print(`    ${message}`)
    if (canary?.tookMs != null) print(`    last canary ${formatTime(canary.at)}: ${canary.tookMs} ms`)
    if (filtersRefused !== null) print(`    ${filtersRefused.message}`)
  }
  if (meter.types.length === 0) return
  const delay = (ms: number | null): string => (ms === null ? '-' : formatDuration(ms))
  const rows = meter.types.map((line) => [
    line.type,
    line.byHook,
    line.byLog,
    line.onlyLog,
    delay(line.delayP50Ms),
    delay(line.delayP95Ms),
  ])
  print(formatTable(['type', 'by hook', 'by log', 'only log', 'p50', 'p95'], rows))
}
