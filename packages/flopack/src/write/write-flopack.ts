import { parseFlow } from '@keyway/engine'
import { InputError } from '@keyway/sdk'
import type { ImportedConnection, ImportedFolder, ImportedTable } from '../reading.ts'
import type { BodyDraft } from './draft.ts'
import type { FlopackFlow } from './flopack-flow.ts'
import { refuseDoubles, writeFlow, type WrittenFlow } from './flow.ts'
import { toUuid } from './identifiers.ts'
import { createConfigs } from './configs.ts'
import { printGroups } from './groups.ts'
import type { Change, FileWriter } from './scope.ts'
import { printTable } from './print-table.ts'
import { simplify, type Simplified } from './simplify/simplify.ts'

/** What the flows to export refer to. */
export interface FlopackContext {
  tables: readonly ImportedTable[]
  folders: readonly ImportedFolder[]
  connections: readonly Pick<ImportedConnection, 'name' | 'connector' | 'label'>[]
  /** When the export was made, ISO 8601. */
  created?: string
}

/** An export, and what is different in it from the flows it was made of. */
export interface WrittenFlopack {
  text: string
  /** A sentence for each thing that was said in another way. The flows do the same. */
  adapted: Change[]
}

/**
 * Writes flows as an Okta Workflows export, format 1.5.0, which `readFlopack` reads back to the same documents. The same
 * flows give the same text. Exports hold no credentials and no rows. What Okta Workflows has no form for is said in
 * another way where there is one, such as a helper flow for the steps inside a loop.
 * @throws InputError naming flow and step for what cannot be said at all.
 */
export function writeFlopack(flows: readonly FlopackFlow[], context: FlopackContext): WrittenFlopack {
  const given = flows.map(checked)
  let ways: Simplified[] = given.map((flow) => ({ flows: [flow], changes: [] }))
  for (const item of [...simplifications, undefined]) {
    const { text, changes, failures } = writeFile(
      ways.flatMap((way) => way.flows),
      context,
    )
    const [failure] = failures
    if (failure === undefined) return { text, adapted: [...changesOf(given, ways), ...changes] }
    if (item === undefined) throw failure.error
    ways = ways.map((way, at) => {
      const flow = given[at]
      const isFailed = flow !== undefined && failures.some((one) => way.flows.includes(one.flow))
      return isFailed ? simplify(flow, item) : way
    })
  }
  throw new Error('The last way to write a flow either works or fails.')
}

/** Ways to say a flow more simply, the better one first. */
const simplifications = ['whole', 'fields'] as const

function changesOf(given: readonly FlopackFlow[], ways: readonly Simplified[]): WrittenFlopack['adapted'] {
  return given.flatMap(({ document }, at) =>
    (ways[at]?.changes ?? []).map((change) => ({ flow: document.name, change })),
  )
}

interface Attempt {
  text: string
  changes: Change[]
  /** Flows that have no form in an export as they are. */
  failures: { flow: FlopackFlow; error: InputError }[]
}

function writeFile(flows: readonly FlopackFlow[], context: FlopackContext): Attempt {
  const ids = flows.map(({ id }) => toUuid('flow', id))
  refuseDoubles(ids)
  const configs = createConfigs(context.connections)
  const file = openFile(flows, ids, { context, configs })
  const written: WrittenFlow[] = []
  const failures: Attempt['failures'] = []
  for (const [at, flow] of flows.entries()) {
    const group = flow.folder === undefined ? null : toUuid('folder', flow.folder)
    try {
      written.push(writeFlow(file, { id: ids[at] ?? '', flow, group }))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      failures.push({ flow, error })
    }
  }
  if (failures.length > 0) return { text: '', changes: [], failures }
  const bodies = new Map<string, BodyDraft>(written.map(({ id, body }) => [id, body]))
  for (const settle of file.later) settle(bodies)
  for (const finish of file.finish) finish()
  const text = JSON.stringify({
    type: 'flopack',
    version: '1.5.0',
    created: context.created ?? '1970-01-01T00:00:00.000Z',
    flags: { 'auto-transform': true, looseBooleans: true, looseStrings: true, looseNulls: true },
    data: {
      flos: Object.fromEntries(written.map((flow) => [flow.id, flow.print()])),
      configs: configs.print(),
      tables: Object.fromEntries(context.tables.map((table) => printTable(table, context.folders))),
      groups: printGroups(context.folders),
    },
  })
  return { text, changes: file.changes, failures }
}

function openFile(
  flows: readonly FlopackFlow[],
  ids: readonly string[],
  { context, configs }: { context: FlopackContext; configs: ReturnType<typeof createConfigs> },
): FileWriter {
  return {
    findFlow: (call) => ids[findFlow(flows, call)],
    inputType: (helper, key) => {
      const trigger = flows[ids.indexOf(helper)]?.document.trigger
      const inputs = trigger !== undefined && 'inputs' in trigger ? (trigger.inputs ?? []) : []
      return inputs.find((input) => input.key === key)?.type
    },
    findTable: (table) => {
      const found =
        context.tables.find(({ sourceId }) => sourceId === table) ??
        context.tables.find(({ name }) => name === table)
      return found === undefined ? undefined : toUuid('table', found.sourceId)
    },
    connect: configs.connect,
    changes: [],
    later: [],
    finish: [],
  }
}

/** Nothing is written before every document is known to be one: flows look at each other. */
function checked(flow: FlopackFlow): FlopackFlow {
  try {
    return { ...flow, document: parseFlow(flow.document) }
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause
    throw new InputError(`Flow "${flow.id}": ${cause.message}`, { cause })
  }
}

function findFlow(flows: readonly FlopackFlow[], call: string): number {
  const byId = flows.findIndex(({ id }) => id === call)
  return byId === -1 ? flows.findIndex(({ document }) => document.name === call) : byId
}
