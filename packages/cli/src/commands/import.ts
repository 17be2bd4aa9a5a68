import { readFileSync } from 'node:fs'
import path from 'node:path'
import { connections, flows, type Call } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { formatFidelity, type ImportAnswer } from '../output/fidelity.ts'
import { print, printJson } from '../output/print.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collectPairs } from './parse-option.ts'

interface ImportOptions extends ServerOptions {
  dryRun?: true
  json?: true
  folder?: string
  bind?: Record<string, string>
  on?: true
}

/** `keyway import`: reads exports and native flows, prints the fidelity report, and on request binds and switches on. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('import Okta Workflows exports (.flopack, .folder, .flow) or native flows (.yaml, .json)')
    .argument('<file...>', 'files to read')
    .option('--dry-run', 'report only, store nothing; needs no server')
    .option('--json', 'the report as one JSON document')
    .option('--folder <name>', 'folder for the flows, such as "Team/New"; folders of a file go inside it')
    .option('--bind <name=connection>', 'bind a connection name of the flows; may be repeated', collectPairs)
    .option('--on', 'switch the flows on, helper flows first')
  withServer(command).action(importFiles)
}

async function importFiles(files: string[], options: ImportOptions): Promise<void> {
  const read = files.map(readFlowFile)
  const readable = read.flatMap(({ file, content }) =>
    content === undefined ? [] : [{ name: file, content }],
  )
  const answer = await importReadable(readable, options)
  const unread = read.flatMap(({ file, problem }) =>
    problem === undefined ? [] : [{ file, message: problem }],
  )
  const report = { ...answer, errors: [...unread, ...answer.errors] }

  if (options.json === true) printJson(report)
  else print(formatFidelity(report))
  if (report.errors.length > 0) process.exitCode = 1
  if (options.dryRun === true) return

  const call = connect(options)
  const stored = report.files.flatMap((file) => file.flows)
  await bind(call, stored, options.bind ?? {})
  if (options.on === true) await switchOn(call, stored)
}

async function importReadable(
  files: readonly { name: string; content: string }[],
  { dryRun, folder, ...server }: ImportOptions,
): Promise<ImportAnswer> {
  if (files.length === 0) return nothingRead()
  if (dryRun === true) {
    // Reading needs no server; loading all that can read takes a moment that other commands do not need.
    const { previewImport } = await import('@keyway/server')
    return previewImport(files, { folder: folder ?? null })
  }
  const body = { files: [...files], dryRun: false, ...(folder === undefined ? {} : { folder }) }
  return connect(server)(flows.importFlows, { body })
}

interface FlowFile {
  file: string
  content?: string
  problem?: string
}

function readFlowFile(file: string): FlowFile {
  const name = path.basename(file)
  try {
    return { file: name, content: readFileSync(file, 'utf8') }
  } catch (error) {
    return {
      file: name,
      problem: `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    }
  }
}

function nothingRead(): ImportAnswer {
  const totals = { files: 0, flows: 0, bodies: 0, cards: 0, exact: 0, adapted: 0, unsupported: 0 }
  return { files: [], errors: [], totals, connections: [] }
}

type StoredFlow = ImportAnswer['files'][number]['flows'][number]

async function bind(
  call: Call,
  imported: readonly StoredFlow[],
  wanted: Record<string, string>,
): Promise<void> {
  if (Object.keys(wanted).length === 0) return
  const { items } = await call(connections.listConnections)
  const ids = new Map(
    Object.entries(wanted).map(([name, connection]) => {
      const found = items.find((item) => item.name === connection || item.id === connection)
      if (found === undefined) {
        const known = items.map((item) => item.name).join(', ') || 'none'
        throw new CommandError(
          `There is no connection "${connection}" to bind "${name}" to; there are: ${known}.`,
        )
      }
      return [name, found.id]
    }),
  )
  for (const { id } of imported) {
    if (id === undefined) continue
    const { bindings } = await call(flows.getFlow, { params: { flowId: id } })
    const own = bindings.flatMap(({ name }): [string, string][] => {
      const connectionId = ids.get(name)
      return connectionId === undefined ? [] : [[name, connectionId]]
    })
    if (own.length === 0) continue
    await call(flows.bindConnections, { params: { flowId: id }, body: { bindings: Object.fromEntries(own) } })
  }
}

/** Helper flows go first: a flow that calls one can only be switched on when it is there. */
async function switchOn(call: Call, imported: readonly StoredFlow[]): Promise<void> {
  const inOrder = imported.toSorted((a, b) => Number(b.kind === 'helper') - Number(a.kind === 'helper'))
  for (const { id, name } of inOrder) {
    if (id === undefined) continue
    try {
      await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      throw new CommandError(`"${name}" cannot be switched on: ${error.message}`, { cause: error })
    }
  }
}
