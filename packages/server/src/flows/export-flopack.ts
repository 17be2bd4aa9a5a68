import type { Catalog } from '@keyway/sdk'
import { parseFlow, readTriggerEvent, walkSteps, type Flow, namedConnections } from '@keyway/engine'
import { writeFlopack } from '@keyway/flopack'
import type { Db } from '../db/database.ts'
import { findTables, type StoredTable } from '../tables/store.ts'
import { getFlow } from './change-flow.ts'
import { freeName, type ExportedFile } from './export-flows.ts'
import { folderTree } from '../folders/folder-tree.ts'
import { listFlows, type ListedFlow } from './store.ts'
import { readSide, type Side } from './versions.ts'
import { tableOf } from './table-of.ts'

interface Exported {
  row: ListedFlow
  document: Flow
}

/**
 * Flows as one Okta Workflows export, with the helper flows they call and the columns of the tables they use. It holds no
 * rows and no accounts. Throws NotFoundError for an unknown flow, InputError for what Okta Workflows has no form for.
 */
export async function exportFlopack(
  { db, catalog, now }: { db: Db; catalog: Catalog; now: () => number },
  flowIds: readonly string[],
  of: Exclude<Side, number>,
): Promise<{ files: ExportedFile[]; adapted: string[] }> {
  const flows = await withHelpers(db, flowIds, of)
  const tables = await tablesOf(db, flows)
  const folders = flows.flatMap(({ row }) => (row.folder_name === null ? [] : [row.folder_name]))
  const connections = new Map(
    flows.flatMap(({ document }) =>
      namedConnections(document, catalog).map(
        (named) => [`${named.connector} ${named.name}`, { ...named, label: named.name }] as const,
      ),
    ),
  )
  const { text, adapted } = writeFlopack(
    flows.map(({ row, document }) => ({
      id: row.id,
      document: byTypeOfEvent(catalog, document),
      ...(row.folder_name === null ? {} : { folder: row.folder_name }),
    })),
    {
      tables: tables.map(({ id, name, columns }) => ({ sourceId: id, name, columns })),
      folders: folderTree(folders),
      connections: [...connections.values()],
      created: new Date(now()).toISOString(),
    },
  )
  const name = `${freeName(flows[0]?.document.name ?? '', new Set())}.flopack`
  return {
    files: [{ name, content: text }],
    adapted: adapted.map(({ flow, change }) => `${flow}: ${change}`),
  }
}

/** Event cards are known by the types of the System Log, which the names of events stand for. */
function byTypeOfEvent(catalog: Catalog, document: Flow): Flow {
  const { trigger } = document
  if (!('event' in trigger)) return document
  const { source, types } = readTriggerEvent(catalog, trigger.event)
  const [type, ...others] = types
  if (type === undefined || others.length > 0) return document
  return { ...document, trigger: { ...trigger, event: `${source}.${type}` } }
}

/** An export whose calls lead nowhere is of no use: helper flows come along. */
async function withHelpers(
  db: Db,
  flowIds: readonly string[],
  of: Exclude<Side, number>,
): Promise<Exported[]> {
  const all = await listFlows(db)
  const found = new Map<string, Exported>()
  const open = [...flowIds]
  for (let flowId = open.shift(); flowId !== undefined; flowId = open.shift()) {
    if (found.has(flowId)) continue
    const row = await getFlow(db, flowId)
    const { document } = await readSide(db, row, of)
    found.set(flowId, { row, document })
    for (const step of walkSteps(document.steps)) {
      if (!('call' in step)) continue
      const named = all.filter(({ id, name }) => id === step.call || name === step.call)
      const helper = named.find(({ id }) => id === step.call) ?? named.find(isHelper)
      if (helper !== undefined) open.push(helper.id)
    }
  }
  return [...found.values()]
}

function isHelper({ draft }: ListedFlow): boolean {
  return 'helper' in parseFlow(JSON.parse(draft)).trigger
}

async function tablesOf(db: Db, flows: readonly Exported[]): Promise<StoredTable[]> {
  const references = new Set(
    flows.flatMap(({ document }) =>
      [...walkSteps(document.steps)].flatMap((step) => {
        const table = tableOf(step)
        return table === undefined ? [] : [table]
      }),
    ),
  )
  const tables = new Map<string, StoredTable>()
  for (const reference of references) {
    for (const table of await findTables(db, reference)) tables.set(table.id, table)
  }
  return [...tables.values()]
}
