import net from 'node:net'
import tls from 'node:tls'
import type {
  Action,
  ActionContext,
  Connector,
  FileStore,
  Json,
  TableColumn,
  TableRow,
  TableStore,
} from '@keyway/sdk'
import { createFetchHttp } from './fetch-http.ts'
import { createMemoryFiles } from './memory-files.ts'

export interface TestContextOptions {
  connector: Connector
  connection?: Readonly<Record<string, unknown>>
  tables?: TableStore
  files?: FileStore
  idempotencyKey?: string
  now?: number
  signal?: AbortSignal
}

/** The world of an action in a test: real sockets, rows in memory, everything else fixed. */
export function createTestContext(options: TestContextOptions): ActionContext {
  const connection = options.connector.connection.parse(options.connection ?? {})
  return {
    http: createFetchHttp(options.connector, connection),
    connection,
    dial,
    tables: options.tables ?? createMemoryTables(),
    files: options.files ?? createMemoryFiles(),
    idempotencyKey: options.idempotencyKey ?? 'execution-1/step-1',
    now: options.now ?? Date.UTC(2026, 5, 3, 9, 15, 32, 114),
    signal: options.signal ?? new AbortController().signal,
  }
}

/** Runs an action as the executor does: input parsed before, output parsed after. */
export async function runAction(action: Action, input: unknown, context: ActionContext): Promise<Json> {
  return toJson(action.output.parse(await action.run(action.input.parse(input), context)))
}

/** Asks an action whether its effect happened already. */
export async function lookUpAction(
  action: Action,
  input: unknown,
  context: ActionContext,
): Promise<Json | undefined> {
  const found = await action.lookUp?.(action.input.parse(input), context)
  return found === undefined ? undefined : toJson(action.output.parse(found))
}

/** What the journal would keep of it. */
function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}

function dial(target: { host: string; port: number; tls: boolean }): Promise<net.Socket> {
  const { host, port } = target
  return new Promise((resolve, reject) => {
    const socket = target.tls ? tls.connect({ host, port }) : net.connect({ host, port })
    socket.once(target.tls ? 'secureConnect' : 'connect', () => resolve(socket)).once('error', reject)
  })
}

/** Rows in memory: enough to see what an action asks for, without conditions. Every table has the same columns. */
export function createMemoryTables(
  columns: TableColumn[] = [],
): TableStore & { rows: Map<string, TableRow> } {
  const rows = new Map<string, TableRow>()
  const listRows = (table: string) => [...rows].filter(([key]) => key.startsWith(`${table}/`))
  return {
    rows,
    listColumns: async () => columns,
    createRow: async (table, { rowId, values }) => {
      const stamp = '2026-06-03T09:15:32.114Z'
      const key = `${table}/${rowId}`
      const row = rows.get(key) ?? { id: rowId, createdAt: stamp, updatedAt: stamp, values }
      rows.set(key, row)
      return row
    },
    searchRows: async (table, { limit, offset = 0 }) => {
      const found = listRows(table).map(([, row]) => row)
      return found.slice(offset, limit === undefined ? undefined : offset + limit)
    },
    findRow: async (table, rowId) => rows.get(`${table}/${rowId}`),
    updateRow: async (table, { rowId, values }) => {
      const row = rows.get(`${table}/${rowId}`)
      if (row === undefined) return undefined
      const changed = { ...row, values: { ...row.values, ...values } }
      rows.set(`${table}/${rowId}`, changed)
      return changed
    },
    deleteRow: async (table, rowId) => rows.delete(`${table}/${rowId}`),
    clearTable: async (table) => listRows(table).filter(([key]) => rows.delete(key)).length,
  }
}
