import { createConnections } from './connections.ts'
import { readEnvelope } from './envelope.ts'
import { fidelityReport } from './fidelity.ts'
import { folderOf, readFolders } from './folders.ts'
import { readHelperCalls } from './helper-calls.ts'
import { lastCard, returnsOf, visibleOutputs } from './helper-result.ts'
import { openFlow, translateFlow, type OpenFlow } from './read-flow.ts'
import type { FlopackReading, ImportedFlow, ImportedTable } from './reading.ts'
import { createReport, type Report } from './report.ts'
import type { FlowContext, HelperSignature, TableSignature } from './scope.ts'
import { createStepIds } from './step-ids.ts'
import { translateNodes } from './steps/translate.ts'
import { readTables } from './tables.ts'
import { ownInputs } from './triggers.ts'

/**
 * Reads an Okta Workflows export (`.flopack`, `.folder` or `.flow`, format 1.2.0 to 1.5.0) into flow documents.
 *
 * Nothing in the file is trusted. Documents name helpers and tables by their ids in the file; whoever stores them puts
 * in the new ids. Exports hold no credentials, no rows and no state: connections must be bound, flows switched on.
 * @throws InputError naming file, flow and card when the file is damaged or no export; then nothing of it is usable.
 */
export function readFlopack(text: string, options: { fileName?: string } = {}): FlopackReading {
  const file = options.fileName ?? 'export.flopack'
  const data = readEnvelope(text, file)
  const opened = Object.entries(data.flos).map(([id, flow]) => openFlow(id, flow, file))
  const tables = readTables(data.tables ?? {})
  const folders = readFolders(data, file)
  const connections = createConnections(data.configs ?? {})
  const helpers = helperSignatures(opened)
  const tableSignatures = new Map(tables.map((table) => [table.sourceId, signature(table)]))
  const reports: Report[] = []
  const flows = opened.map((open): ImportedFlow => {
    const report = createReport(open.raw.name)
    reports.push(report)
    const context: FlowContext = {
      helpers,
      tables: tableSignatures,
      connect: (card) => connections.connect(card, open.sourceId),
      ids: createStepIds(),
      report,
      before: [],
      wayBack: 0,
      translate: translateNodes,
    }
    const { kind, group, document } = translateFlow(open, context)
    return {
      sourceId: open.sourceId,
      name: document.name,
      kind,
      folder: folderOf(group, folders),
      document,
      cards: [...report.cards],
    }
  })
  return {
    flows,
    tables,
    connections: connections.list(),
    folders,
    report: fidelityReport(file, { flows, tables }, reports),
  }
}

function helperSignatures(opened: readonly OpenFlow[]): Map<string, HelperSignature> {
  const { asked, texts } = readHelperCalls(opened.map(({ raw }) => raw.data))
  const callable = opened.filter(({ order }) => order.root.address.card === 'control.callable')
  return new Map(
    callable.map(({ sourceId, raw, body, order }) => {
      const cards = [...body.cards.values()]
      const mayStop = cards.some(({ address }) => address.card === 'control.continueIf')
      const inputs = ownInputs(order.root)
      const returns = returnsOf(cards)
      const returnsFrom = returns.length === 0 && asked.has(sourceId) ? lastCard(order) : null
      if (returnsFrom !== null) returns.push(visibleOutputs(returnsFrom))
      const textInputs = texts.get(sourceId) ?? new Set()
      return [sourceId, { name: raw.name.trim(), inputs, textInputs, returns, returnsFrom, mayStop }]
    }),
  )
}

function signature(table: ImportedTable): TableSignature {
  return { name: table.name, columns: new Set(table.columns.map((column) => column.name)) }
}
