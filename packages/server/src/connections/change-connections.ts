import { InputError, type Connector, type JsonObject } from '@keyway/sdk'
import { appendAudit } from '../audit/store.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { mergeValues, openSecrets, parseValues, sealSecrets, splitValues } from './connection-values.ts'
import { requireSecretsForNewDestination } from './destination.ts'
import type { ConnectionCache, ConnectionDeps } from './open-connection.ts'
import {
  countFlows,
  deleteStoredConnection,
  findStoredConnection,
  insertConnection,
  isNameTaken,
  newConnectionId,
  replaceConnection,
  type StoredConnection,
} from './store.ts'

export interface ChangeDeps extends ConnectionDeps {
  cache: ConnectionCache
}

/**
 * Stores a connection, its secrets sealed, and returns its id.
 *
 * @throws {InvalidInputError} for values that do not fit the connector, {ConflictError} for a name that is taken.
 */
export async function createConnection(
  deps: ChangeDeps,
  actor: string,
  entered: { name: string; connector: string; values: JsonObject },
): Promise<string> {
  const { name } = entered
  const connector = getConnector(deps, entered.connector)
  const empty = { settings: {}, secrets: {} }
  const values = mergeValues(empty, splitValues(connector, entered.values))
  parseValues(connector, values)
  const id = newConnectionId()
  const sealedSecrets = sealSecrets(deps.vault, id, values.secrets)
  await deps.database.kysely.transaction().execute(async (transaction) => {
    if (await isNameTaken(transaction, name, id)) throw nameTaken(name)
    await insertConnection(transaction, {
      id,
      name,
      connector: connector.id,
      settings: values.settings,
      sealedSecrets,
    })
    const detail = { name, connector: connector.id }
    await appendAudit(transaction, { actor, action: 'connection.created', target: id, detail })
  })
  return id
}

/**
 * Changes name, settings or secrets. Secrets that are not given stay, unless the destination changes.
 *
 * @throws {InvalidInputError} for values that do not fit, or secrets to be entered again; {ConflictError},
 *   {NotFoundError}.
 */
export async function updateConnection(
  deps: ChangeDeps,
  actor: string,
  change: { id: string; name: string | undefined; values: JsonObject | undefined },
): Promise<void> {
  const { id } = change
  await deps.database.kysely.transaction().execute(async (transaction) => {
    const stored = await findStoredConnection(transaction, id)
    if (stored === undefined) throw notFound()
    const name = change.name ?? stored.name
    if (await isNameTaken(transaction, name, id)) throw nameTaken(name)
    const next = change.values === undefined ? stored : withValues(deps, stored, change.values)
    await replaceConnection(transaction, { ...next, name })
    const detail = { name, fields: Object.keys(change.values ?? {}) }
    await appendAudit(transaction, { actor, action: 'connection.updated', target: id, detail })
  })
  deps.cache.forget(id)
}

function withValues(deps: ChangeDeps, stored: StoredConnection, values: JsonObject): StoredConnection {
  const connector = getConnector(deps, stored.connector)
  const before = {
    settings: stored.settings,
    secrets: openSecrets(deps.vault, stored.id, stored.sealedSecrets),
  }
  const entered = splitValues(connector, values)
  const changed = mergeValues(before, entered)
  parseValues(connector, changed)
  requireSecretsForNewDestination(connector, before, { changed, entered: entered.secrets })
  const sealedSecrets = sealSecrets(deps.vault, stored.id, changed.secrets)
  return { ...stored, settings: changed.settings, sealedSecrets }
}

/** Deletes a connection that no flow is bound to. Throws ConflictError or NotFoundError. */
export async function deleteConnection(deps: ChangeDeps, actor: string, id: string): Promise<void> {
  await deps.database.kysely.transaction().execute(async (transaction) => {
    const stored = await findStoredConnection(transaction, id)
    if (stored === undefined) throw notFound()
    const flows = (await countFlows(transaction)).get(id) ?? 0
    if (flows > 0) {
      const what = flows === 1 ? 'A flow is' : `${flows} flows are`
      throw new ConflictError(`${what} bound to this connection. Bind another one there first.`)
    }
    await deleteStoredConnection(transaction, id)
    const detail = { name: stored.name, connector: stored.connector }
    await appendAudit(transaction, { actor, action: 'connection.deleted', target: id, detail })
  })
  deps.cache.forget(id)
}

function getConnector({ catalog }: ChangeDeps, id: string): Connector {
  const connector = catalog.connectors.get(id)
  if (connector === undefined) throw new InputError(`There is no connector "${id}".`)
  return connector
}

function nameTaken(name: string): ConflictError {
  return new ConflictError(`There is a connection with the name "${name}" already. Choose another.`)
}

export function notFound(): NotFoundError {
  return new NotFoundError('There is no such connection.')
}
