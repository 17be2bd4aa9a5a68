import { InputError, type ActionContext, type FileStore, type TableStore, type TestReport } from '@keyway/sdk'
import { createActionContext, type OpenedConnection } from '../outbound/action-context.ts'
import { createSignInHttp } from '../outbound/credentials.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { notFound } from './change-connections.ts'
import { openConnection, type ConnectionDeps } from './open-connection.ts'
import { scopesInUse } from './scopes-in-use.ts'
import { findStoredConnection, recordTest } from './store.ts'

export interface TryDeps extends ConnectionDeps {
  outbound: Outbound
  tables: TableStore
}

const testMs = 30_000

/**
 * Tries a connection, and keeps what came out. A connection that does not work is a finding here, not an error. `isNews`
 * says whether it began to fail, or works again.
 */
export async function testConnection(
  deps: TryDeps,
  connectionId: string,
): Promise<{ report: TestReport; isNews: boolean }> {
  const { kysely } = deps.database
  if ((await findStoredConnection(kysely, connectionId)) === undefined) throw notFound()
  const report = await runTest(deps, connectionId)
  const { ok, message } = report
  const isNews = await recordTest(kysely, connectionId, { at: Date.now(), ok, message })
  return { report, isNews }
}

async function runTest(deps: TryDeps, connectionId: string): Promise<TestReport> {
  let connection: OpenedConnection | undefined
  try {
    connection = await openConnection(deps, connectionId)
    const { connector, redactor } = connection
    if (connector.test === undefined) {
      return { ok: true, message: `${connector.title} offers no test. The fields are complete.` }
    }
    const context = toContext(deps, connection, testMs)
    const uses = { db: deps.database.kysely, catalog: deps.catalog }
    const report = await connector.test({
      ...context,
      scopesInUse: await scopesInUse(uses, connectionId),
      signInHttp: createSignInHttp(deps.outbound, connection, context.signal),
    })
    const details = report.details === undefined ? {} : { details: redactor.json(report.details) }
    return { ok: report.ok, message: redactor.text(report.message), ...asDetails(details) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, message: connection?.redactor.text(message) ?? message }
  }
}

/** Redacting keeps an object an object; this says so to the compiler. */
function asDetails({ details }: { details?: unknown }): Pick<TestReport, 'details'> {
  return typeof details === 'object' && details !== null && !Array.isArray(details)
    ? { details: { ...details } }
    : {}
}

/** Reads only, and not for longer than a person waits. */
export function toContext(deps: TryDeps, connection: OpenedConnection, timeoutMs: number): ActionContext {
  return createActionContext(deps.outbound, connection, {
    effect: 'read',
    // A person waits for it.
    priority: 'interactive',
    rootId: null,
    idempotencyKey: crypto.randomUUID(),
    signal: AbortSignal.timeout(timeoutMs),
    now: Date.now(),
    tables: () => deps.tables,
    files: noFiles,
  })
}

function refuseFiles(): never {
  throw new InputError('Files belong to executions, and trying a connection is none.')
}

export const noFiles: FileStore = { maxBytes: 0, write: refuseFiles, find: refuseFiles, read: refuseFiles }
