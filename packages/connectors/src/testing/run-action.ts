import net from 'node:net'
import tls from 'node:tls'
import type { Action, ActionContext, Connector, FileStore, Json, TableStore } from '@keyway/sdk'
import { createFetchHttp } from './fetch-http.ts'
import { createMemoryFiles } from './memory-files.ts'
import { createMemoryTables } from './memory-tables.ts'

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
