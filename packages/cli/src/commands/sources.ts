import { sources, type AnswerOf } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { readInput } from '../read-input.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collectPairs } from './parse-option.ts'

type Source = AnswerOf<typeof sources.createSource>
type Options = ServerOptions & { json?: true }

/** `keyway sources [list]|add|rotate|deliveries`. */
export function addSources(program: Command): void {
  const group = program.command('sources').description('where other products deliver to')
  const add = (name: string, about: string, isDefault = false): Command =>
    withServer(group.command(name, { isDefault }).description(about).option('--json', 'as one JSON document'))
  add('list', 'all sources', true).action(list)
  add('add', 'make a source and say how the other product is set up')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .argument('<kind>', 'webhook, typeform, google-forms, slack, cisco-identity')
    .option('--set <key=value>', 'a setting; may be repeated', collectPairs)
    .option(
      '--secret <source>',
      'the secret that the other product made: - reads standard input, @file a file',
    )
    .action(create)
  add('rotate', 'replace the secret; the old one is accepted for a day')
    .argument('<name>')
    .option('--overlap <seconds>', 'how long the old secret is still accepted', '86400')
    .option(
      '--secret <source>',
      'the secret that the other product made: - reads standard input, @file a file',
    )
    .action(rotate)
  add('deliveries', 'the last deliveries, and why some were refused')
    .argument('<name>')
    .action(showDeliveries)
}

async function list({ json, ...server }: Options): Promise<void> {
  const { items } = await connect(server)(sources.listSources)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No sources. "keyway sources add" makes one.')
  const rows = items.map(({ name, kindTitle, lastDeliveryAt, events, refused, url }) => [
    name,
    kindTitle,
    lastDeliveryAt === null ? 'never' : formatTime(lastDeliveryAt),
    events,
    refused,
    url,
  ])
  print(formatTable(['name', 'product', 'last delivery', 'events', 'refused', 'url'], rows))
}

interface CreateOptions extends ServerOptions {
  json?: true
  set?: Record<string, string>
  secret?: string
}

async function create(name: string, kind: string, options: CreateOptions): Promise<void> {
  const secret = readSecret(options.secret)
  const settings = Object.fromEntries(
    Object.entries(options.set ?? {}).map(([key, text]) => [key, /^\d+$/.test(text) ? Number(text) : text]),
  )
  const made = await connect(options)(sources.createSource, {
    body: { name, kind, settings, ...(secret === undefined ? {} : { secret }) },
  })
  if (options.json === true) return printJson(made)
  print([`url     ${made.url}`, `secret  ${made.secret ?? 'shown to administrators only'}`].join('\n'))
  print(made.steps.map((step, at) => `${at + 1}. ${step}`).join('\n'))
  if (made.script !== null) print(made.script)
}

interface RotateOptions extends ServerOptions {
  json?: true
  overlap: string
  secret?: string
}

async function rotate(name: string, options: RotateOptions): Promise<void> {
  const { id } = await findSource(options, name)
  const secret = readSecret(options.secret) ?? 'generate'
  const rotated = await connect(options)(sources.updateSource, {
    params: { sourceId: id },
    body: { secret, overlapSeconds: Number(options.overlap) },
  })
  if (options.json === true) return printJson(rotated)
  print(`secret  ${rotated.secret ?? 'shown to administrators only'}`)
}

async function showDeliveries(name: string, { json, ...server }: Options): Promise<void> {
  const { id } = await findSource(server, name)
  const { items } = await connect(server)(sources.listDeliveries, { params: { sourceId: id } })
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('Nothing has come yet.')
  const rows = items.map(({ at, outcome, status, what, bytes, eventId }) => [
    formatTime(at),
    outcome,
    status,
    what,
    bytes,
    eventId,
  ])
  print(formatTable(['when', 'outcome', 'status', 'type or reason', 'bytes', 'event'], rows))
}

async function findSource(server: ServerOptions, name: string): Promise<Source> {
  const { items } = await connect(server)(sources.listSources)
  const found = items.find((source) => source.name === name)
  if (found !== undefined) return found
  const known = items.map((source) => source.name).join(', ')
  throw new CommandError(
    `There is no source "${name}". There ${known === '' ? 'are none' : `are: ${known}`}.`,
  )
}

/** Secrets never stand in the command line, where other users of the machine and the shell's history see them. */
function readSecret(from: string | undefined): string | undefined {
  if (from === undefined) return undefined
  if (from === '-' || from.startsWith('@')) {
    return readInput(from === '-' ? from : from.slice(1)).replace(/\r?\n$/, '')
  }
  throw new CommandError('--secret takes "-" for standard input or "@file", not the secret itself.')
}
