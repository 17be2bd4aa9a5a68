import {
  findFieldMeta,
  InputError,
  isJsonObject,
  type ActionContext,
  type FileStore,
  type Json,
  type JsonObject,
  type Option,
  type TableStore,
  type TestReport,
} from '@keyway/sdk'
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
const searchMs = 15_000
/** More than this many choices nobody reads. */
const mostOptions = 100

/** Tries a connection, and keeps what came out. A connection that does not work is a finding here, not an error. */
export async function testConnection(deps: TryDeps, connectionId: string): Promise<TestReport> {
  const { kysely } = deps.database
  if ((await findStoredConnection(kysely, connectionId)) === undefined) throw notFound()
  const report = await runTest(deps, connectionId)
  await recordTest(kysely, connectionId, { at: Date.now(), ok: report.ok, message: report.message })
  return report
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

/**
 * Live choices for a field of an action, searched on the other side.
 *
 * @throws {InputError} when there is no such action or field, or the field offers no choices.
 */
export async function searchOptions(
  deps: TryDeps,
  connectionId: string,
  wanted: { action: string; field: string; search: string; inputs: string },
): Promise<Option[]> {
  if ((await findStoredConnection(deps.database.kysely, connectionId)) === undefined) throw notFound()
  const connection = await openConnection(deps, connectionId)
  const action = connection.connector.actions.find(({ id }) => id === wanted.action)
  if (action === undefined) {
    throw new InputError(`${connection.connector.title} has no action "${wanted.action}".`)
  }
  const options = findFieldMeta(fieldOf(action.input, wanted.field) ?? {})?.options
  if (options === undefined) {
    throw new InputError(`The field "${wanted.field}" of ${action.title} offers no choices. Enter a value.`)
  }
  const found = await options(toContext(deps, connection, searchMs), wanted.search, readInputs(wanted.inputs))
  const { text } = connection.redactor
  return found.slice(0, mostOptions).map(({ value, label, hint }) => ({
    value: text(value),
    label: text(label),
    ...(hint === undefined ? {} : { hint: text(hint) }),
  }))
}

function readInputs(written: string): JsonObject {
  try {
    const inputs: Json = JSON.parse(written)
    if (isJsonObject(inputs)) return inputs
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new InputError('"inputs" must be a JSON object with the other inputs of the action.')
}

/** The schema of a top-level field; inputs that are refined objects have a shape all the same. */
function fieldOf(input: object, name: string): object | undefined {
  const shape: unknown = 'shape' in input ? input.shape : undefined
  if (typeof shape !== 'object' || shape === null) return undefined
  const schema: unknown = Object.entries(shape).find(([key]) => key === name)?.[1]
  return typeof schema === 'object' && schema !== null ? schema : undefined
}

/** Reads only, and not for longer than a person waits. */
function toContext(deps: TryDeps, connection: OpenedConnection, timeoutMs: number): ActionContext {
  return createActionContext(deps.outbound, connection, {
    effect: 'read',
    // A person waits for it.
    priority: 'interactive',
    idempotencyKey: crypto.randomUUID(),
    signal: AbortSignal.timeout(timeoutMs),
    now: Date.now(),
    tables: deps.tables,
    files: noFiles,
  })
}

function refuseFiles(): never {
  throw new InputError('Files belong to executions, and trying a connection is none.')
}

export const noFiles: FileStore = { maxBytes: 0, write: refuseFiles, find: refuseFiles, read: refuseFiles }
