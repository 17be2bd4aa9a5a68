import { inventory, type AnswerOf } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'

type OrgState = AnswerOf<typeof inventory.listInventories>['items'][number]
type Options = ServerOptions & { json?: true }

/** `keyway inventory [status]|sync|changes`: what is known of Okta orgs, and how old it is. */
export function addInventory(program: Command): void {
  const group = program
    .command('inventory')
    .description('what is known of Okta orgs: users, groups, apps, roles, …')
  const command = (name: string, description: string, isDefault = false): Command =>
    withServer(
      group.command(name, { isDefault }).description(description).option('--json', 'as one JSON document'),
    )
  command('status', 'how each org stands, and each kind of object', true).action(status)
  command('sync', 'read an org, or some kinds of objects of it, at once')
    .argument('[org]', 'host of the org; it may be left out where there is one')
    .option('--kind <kind>', 'only this kind, repeatable: user, group, app, …', collect, [])
    .action(sync)
  command('changes', 'what changed in Okta, newest first')
    .argument('[org]')
    .option('--kind <kind>', 'only this kind')
    .action(changes)
}

function collect(text: string, gathered: string[]): string[] {
  return [...gathered, text]
}

async function status({ json, ...server }: Options): Promise<void> {
  const { items } = await connect(server)(inventory.listInventories)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No Okta org is connected. "keyway connections add" connects one.')
  for (const state of items) printState(state)
}

async function sync(
  org: string | undefined,
  { kind, json, ...server }: Options & { kind: string[] },
): Promise<void> {
  const call = connect(server)
  const chosen = await chooseOrg((await call(inventory.listInventories)).items, org)
  const body = kind.length === 0 ? {} : { kinds: kind }
  const state = await call(inventory.syncInventory, { params: { org: chosen }, body })
  if (json === true) printJson(state)
  else print(`${state.org}: ${state.message}. "keyway inventory status" shows how far it is.`)
}

async function changes(
  org: string | undefined,
  { kind, json, ...server }: Options & { kind?: string },
): Promise<void> {
  const query = { limit: 50, ...(org === undefined ? {} : { org }), ...(kind === undefined ? {} : { kind }) }
  const { items } = await connect(server)(inventory.listChanges, { query })
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('Nothing has changed since the first walk.')
  print(
    formatTable(
      ['When', 'What', 'Kind', 'Object', 'Fields', 'Who'],
      items.map(({ at, what, kind: of, name, fields, actor }) => [
        formatTime(at),
        what,
        of,
        name,
        fields.map(({ path }) => path).join(', '),
        actor?.name ?? actor?.id ?? '',
      ]),
    ),
  )
}

async function chooseOrg(items: readonly OrgState[], org: string | undefined): Promise<string> {
  const found = org === undefined && items.length === 1 ? items[0] : items.find((one) => one.org === org)
  if (found !== undefined) return found.org
  const known = items.map((one) => one.org).join(', ')
  throw new CommandError(
    org === undefined
      ? `There are ${items.length} orgs. Say which one: ${known}.`
      : `There is no connection to an Okta org ${org}. There are ${known === '' ? 'none' : known}.`,
  )
}

function printState({ org, message, kinds, delayMs }: OrgState): void {
  print(`${org}: ${message}`)
  if (delayMs !== null)
    print(`  read again after events: half within ${delayMs.p50} ms, 95 % within ${delayMs.p95} ms`)
  print(
    formatTable(
      ['Kind', 'State', 'Known', 'Read', 'Why'],
      kinds.map(({ kind, status: state, count, completedAt, error, held }) => [
        kind,
        state,
        count.toLocaleString('en'),
        completedAt === null ? 'never' : formatTime(completedAt),
        held === null ? (error?.message ?? '') : `${held.gone} of ${held.known} were not found any more`,
      ]),
    ),
  )
}
