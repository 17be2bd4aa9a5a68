import { connections } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { readInput } from '../read-input.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collectPairs } from './parse-option.ts'

interface AddOptions extends ServerOptions {
  set?: Record<string, string>
  setSecret?: Record<string, string>
  json?: true
}

/** `keyway connections list|add`. */
export function addConnections(program: Command): void {
  const group = program.command('connections').description('accounts of other systems')
  const listCommand = group
    .command('list')
    .description('all connections')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const addCommand = group
    .command('add')
    .description('store a connection and test it')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .argument('<connector>', 'okta, slack, gmail, email, http …')
    .option('--set <key=value>', 'a setting; may be repeated', collectPairs)
    .option('--set-secret <key=source>', 'a secret: - reads standard input, @file a file', collectPairs)
    .option('--json', 'as one JSON document')
  withServer(addCommand).action(add)
}

async function list({ json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const { items } = await connect(server)(connections.listConnections)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No connections. "keyway connections add" stores one.')
  const rows = items.map(({ name, connector, test, usedByFlows, id }) => [
    name,
    connector,
    test === null ? 'not tested' : test.ok ? 'works' : `fails: ${test.message}`,
    usedByFlows,
    id,
  ])
  print(formatTable(['name', 'connector', 'last test', 'flows', 'id'], rows))
}

async function add(name: string, connector: string, options: AddOptions): Promise<void> {
  const call = connect(options)
  const settings = Object.entries(options.set ?? {}).map(([key, text]) => [key, parseSetting(text)])
  const secrets = Object.entries(options.setSecret ?? {}).map(([key, source]) => [
    key,
    readSecret(key, source),
  ])
  const values = Object.fromEntries([...settings, ...secrets])
  const created = await call(connections.createConnection, { body: { name, connector, values } })
  const test = await call(connections.testConnection, { params: { connectionId: created.id } })
  if (options.json === true) printJson({ ...created, test })
  else print(`"${name}" is stored. ${test.ok ? 'It works' : 'Its test fails'}: ${test.message}`)
  if (!test.ok) process.exitCode = 1
}

/** Numbers, booleans, lists and objects as JSON; everything else is text. */
function parseSetting(text: string): unknown {
  if (!/^(-?\d|true$|false$|\{|\[)/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    // Text that only begins like JSON, such as a phone number.
    return text
  }
}

/** Secrets never stand in the command line, where other users of the machine and the shell's history see them. */
function readSecret(key: string, source: string): string {
  if (source === '-' || source.startsWith('@')) {
    return readInput(source === '-' ? source : source.slice(1)).replace(/\r?\n$/, '')
  }
  throw new CommandError(
    `--set-secret ${key}=… takes "-" for standard input or "@file", not the secret itself.`,
  )
}
