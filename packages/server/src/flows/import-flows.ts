import { randomUUID } from 'node:crypto'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog, FlowError } from '@keyway/sdk'
import {
  checkFlowYaml,
  mapSteps,
  parseFlowYaml,
  walkSteps,
  type Flow,
  type Step,
  namedConnections,
} from '@keyway/engine'
import {
  mergeReports,
  readFlopack,
  type FidelityReport,
  type FlowKind,
  type ImportedTable,
} from '@keyway/flopack'
import type { Db } from '../db/database.ts'
import { createFlow, type FlowParts } from './change-flow.ts'
import { kindOf } from './active-flows.ts'
import { importedPath } from '../folders/folder-path.ts'
import { tableOf } from './table-of.ts'

export interface ImportFile {
  name: string
  content: string
}

/** A flow ready to be stored, under the id it will have. */
interface ReadyFlow {
  id: string
  document: Flow
  folder: string | null
}

interface ReadyFile {
  report: FidelityReport
  flows: ReadyFlow[]
  tables: (ImportedTable & { id: string })[]
}

export interface ImportParts extends FlowParts {
  createTable: (
    db: Db,
    table: { id: string; name: string; columns: ImportedTable['columns'] },
  ) => Promise<void>
}

/**
 * Imports exports of Okta Workflows and native flows. What is stored arrives off and unbound, whatever the file says. A
 * file that cannot be read is named in `errors` and leaves nothing behind; the others are imported, each in one
 * transaction. A dry run reads and reports only.
 */
export async function importFlows(
  parts: ImportParts,
  files: readonly ImportFile[],
  options: { dryRun: boolean; folder: string | null; by: string },
) {
  return read(parts, files, {
    folder: options.folder,
    store: options.dryRun ? undefined : (ready) => store(parts, ready, options.by),
  })
}

/** What an import would report, without a store. */
export function previewImport(files: readonly ImportFile[], options: { folder: string | null }) {
  return read({ catalog: createCatalog({ cards, connectors }), newId: randomUUID }, files, {
    ...options,
    store: undefined,
  })
}

type ReadParts = Pick<FlowParts, 'catalog' | 'newId'>

async function read(
  parts: ReadParts,
  files: readonly ImportFile[],
  options: { folder: string | null; store: ((ready: ReadyFile) => Promise<void>) | undefined },
) {
  const ready: ReadyFile[] = []
  const errors: { file: string; message: string }[] = []
  for (const file of files) {
    try {
      const one = inFolder(isExport(file) ? readExport(parts, file) : readNative(parts, file), options.folder)
      await options.store?.(one)
      ready.push(one)
    } catch (error) {
      if (!(error instanceof FlowError)) throw error
      errors.push({ file: file.name, message: error.message })
    }
  }
  const report = mergeReports(
    ready.map((one) => one.report),
    errors,
  )
  const ids = ready.flatMap(({ flows }) => flows.map(({ id }) => id))
  let next = 0
  return {
    files: report.files.map(({ file, flows, warnings }) => ({
      file,
      flows: flows.map((flow) => ({
        ...flow,
        ...identity(options.store === undefined ? undefined : ids[next++]),
      })),
      warnings: warnings.map(
        ({ flow, card, message }) => `${flow}${card === undefined ? '' : ` / ${card}`}: ${message}`,
      ),
    })),
    errors: report.errors,
    totals: report.totals,
    connections: usedConnections(parts, ready),
  }
}

function inFolder(file: ReadyFile, folder: string | null): ReadyFile {
  const inside = (own: string | null): string | null =>
    [folder, own].filter((path) => path !== null).join('/') || null
  return { ...file, flows: file.flows.map((flow) => ({ ...flow, folder: inside(flow.folder) })) }
}

function identity(id: string | undefined): { id?: string } {
  return id === undefined ? {} : { id }
}

/** Native flows are YAML or JSON with `keyway: 1` on top; everything else is taken for an export, and judged by its reader. */
function isExport({ name, content }: ImportFile): boolean {
  if (/\.(flopack|folder|flow)$/i.test(name)) return true
  return /\.json$/i.test(name) && !/"keyway"\s*:/.test(content.slice(0, 1000))
}

function readExport(parts: ReadParts, file: ImportFile): ReadyFile {
  const reading = readFlopack(file.content, { fileName: file.name })
  const flowIds = new Map(reading.flows.map(({ sourceId }) => [sourceId, parts.newId()]))
  const tables = reading.tables.map((table) => ({ ...table, id: parts.newId() }))
  const tableIds = new Map(tables.map(({ sourceId, id }) => [sourceId, id]))
  return {
    report: reading.report,
    tables,
    flows: reading.flows.map(({ sourceId, document, folder }) => ({
      id: flowIds.get(sourceId) ?? parts.newId(),
      folder: importedPath(reading.folders, folder),
      document: {
        ...document,
        steps: mapSteps(document.steps, (step) => renamed(step, { flowIds, tableIds })),
      },
    })),
  }
}

/** Puts the new ids of helpers and tables where the export had its own. */
function renamed(
  step: Step,
  { flowIds, tableIds }: { flowIds: ReadonlyMap<string, string>; tableIds: ReadonlyMap<string, string> },
): Step {
  if ('call' in step) return { ...step, call: flowIds.get(step.call) ?? step.call }
  const table = tableOf(step)
  const id = table === undefined ? undefined : tableIds.get(table)
  if (id === undefined) return step
  if ('use' in step) return { ...step, with: { ...step.with, table: id } }
  return 'stream' in step
    ? { ...step, stream: { ...step.stream, with: { ...step.stream.with, table: id } } }
    : step
}

function readNative(parts: ReadParts, file: ImportFile): ReadyFile {
  const document = parseFlowYaml(file.content)
  const cards = [...walkSteps(document.steps)].filter((step) => !('note' in step)).length
  const native = kindOf(document)
  // The report uses the export format's word for a schedule.
  const kind: FlowKind = native === 'schedule' ? 'scheduled' : native
  const flow = {
    name: document.name,
    kind,
    cards,
    exact: cards,
    adapted: 0,
    unsupported: [],
    adaptations: [],
  }
  // Which helper flows there are is seen when the flow is stored.
  const problems = checkFlowYaml(file.content, { catalog: parts.catalog, findHelpers: () => undefined })
  const warnings = problems.map(({ line, column, severity, message }) => ({
    flow: document.name,
    message: `line ${line}, column ${column}: ${severity}: ${message}`,
  }))
  const totals = { files: 1, flows: 1, bodies: 1, cards, exact: cards, adapted: 0, unsupported: 0 }
  return {
    tables: [],
    flows: [{ id: parts.newId(), document, folder: null }],
    report: { files: [{ file: file.name, flows: [flow], warnings }], errors: [], totals },
  }
}

async function store(parts: ImportParts, { flows, tables }: ReadyFile, by: string): Promise<void> {
  await parts.db.transaction().execute(async (db) => {
    for (const { id, name, columns } of tables) await parts.createTable(db, { id, name, columns })
    for (const flow of flows) await createFlow(parts, db, { ...flow, by })
  })
}

function usedConnections({ catalog }: ReadParts, ready: readonly ReadyFile[]) {
  const used = new Map<string, { name: string; connector: string; flows: string[] }>()
  for (const { document } of ready.flatMap(({ flows }) => flows)) {
    for (const { name, connector } of namedConnections(document, catalog)) {
      const entry = used.get(`${connector} ${name}`) ?? { name, connector, flows: [] }
      entry.flows.push(document.name)
      used.set(`${connector} ${name}`, entry)
    }
  }
  return [...used.values()]
}
