import { parseFlow, type Flow } from '@keyway/engine'
import { InputError } from '@keyway/sdk'
import type { ImportedConnection, ImportedFolder, ImportedTable } from '../reading.ts'
import type { BodyDraft } from './draft.ts'
import { refuseDoubles, writeFlow } from './flow.ts'
import { toUuid } from './identifiers.ts'
import { createConfigs } from './configs.ts'
import { printGroups } from './groups.ts'
import type { FileWriter } from './scope.ts'
import { printTable } from './print-table.ts'

/** A flow to export. */
export interface FlopackFlow {
  /** What other flows call it by, beside its name. */
  id: string
  document: Flow
  /** `sourceId` of its folder. */
  folder?: string
}

/** What the flows to export refer to. */
export interface FlopackContext {
  tables: readonly ImportedTable[]
  folders: readonly ImportedFolder[]
  connections: readonly Pick<ImportedConnection, 'name' | 'connector' | 'label'>[]
  /** When the export was made, ISO 8601. */
  created?: string
}

/**
 * Writes flows as an Okta Workflows export, format 1.5.0, which `readFlopack` reads back to the same documents. The same
 * flows give the same text. Exports hold no credentials and no rows.
 * @throws InputError naming flow and step for what Okta Workflows has no form for.
 */
export function writeFlopack(given: readonly FlopackFlow[], context: FlopackContext): string {
  const flows = given.map(checked)
  const ids = flows.map(({ id }) => toUuid('flow', id))
  refuseDoubles(ids)
  const configs = createConfigs(context.connections)
  const file: FileWriter = {
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
    later: [],
    finish: [],
  }
  const written = flows.map((flow, at) =>
    writeFlow(file, {
      id: ids[at] ?? '',
      flow,
      group: flow.folder === undefined ? null : toUuid('folder', flow.folder),
    }),
  )
  const bodies = new Map<string, BodyDraft>(written.map(({ id, body }) => [id, body]))
  for (const settle of file.later) settle(bodies)
  for (const finish of file.finish) finish()
  return JSON.stringify({
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
