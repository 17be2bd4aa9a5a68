import { ConnectionError, type Catalog, type Connector, type HttpProfile } from '@keyway/sdk'
import type { Database } from '../db/database.ts'
import type { OpenedConnection } from '../outbound/action-context.ts'
import { createRedactor } from '../outbound/redactor.ts'
import type { Vault } from '../vault/vault.ts'
import { openSecrets, parseValues, textsIn } from './connection-values.ts'
import { privateParts } from './key-views.ts'
import { findStoredConnection, listStoredConnections } from './store.ts'

export interface ConnectionDeps {
  database: Database
  vault: Vault
  catalog: Catalog
}

/**
 * Reads, unseals and parses a connection, ready for an action context.
 *
 * @throws {ConnectionError} when it does not exist, its connector is not known, or its values no longer fit.
 */
export async function openConnection(deps: ConnectionDeps, connectionId: string): Promise<OpenedConnection> {
  const stored = await findStoredConnection(deps.database.kysely, connectionId)
  if (stored === undefined) {
    throw new ConnectionError('The connection was deleted. Bind another one.', { code: 'connection_missing' })
  }
  const { id, name } = stored
  const connector = deps.catalog.connectors.get(stored.connector)
  if (connector === undefined) {
    throw new ConnectionError(
      `This version has no connector "${stored.connector}" for the connection ${name}.`,
      {
        code: 'connector_unknown',
      },
    )
  }
  const secrets = openSecrets(deps.vault, id, stored.sealedSecrets)
  const redactor = createRedactor([...textsIn(secrets), ...privateParts(connector, secrets)])
  try {
    const values = parseValues(connector, { settings: stored.settings, secrets })
    return {
      id,
      name,
      // Sealing is never the same twice, and settings may change without their secrets.
      isFailing: stored.isFailing,
      version: `${stored.sealedSecrets} ${JSON.stringify(stored.settings)}`,
      connector,
      values,
      profile: toProfile(connector, values),
      hosts: undefined,
      redactor,
    }
  } catch (error) {
    const why = error instanceof Error ? redactor.text(error.message) : ''
    throw new ConnectionError(`The connection ${name} has to be entered anew. ${why}`, {
      code: 'connection_invalid',
      cause: error,
    })
  }
}

/** A connector without a profile of its own whose connection has a base URL is bound to that all the same. */
function toProfile(connector: Connector, values: Readonly<Record<string, unknown>>): HttpProfile | undefined {
  if (connector.http !== undefined) return connector.http(values)
  const baseUrl = values['baseUrl']
  return typeof baseUrl === 'string' && URL.canParse(baseUrl) ? { baseUrl, headers: {} } : undefined
}

/** Opened connections kept for the actions to come. */
export interface ConnectionCache {
  open: (connectionId: string) => Promise<OpenedConnection>
  /** Call it when the connection was changed or deleted by this process. */
  forget: (connectionId: string) => void
}

/** How long a change made by another process may go unnoticed. */
const freshMs = 5_000

export function createConnectionCache(deps: ConnectionDeps): ConnectionCache {
  const opened = new Map<string, { until: number; connection: Promise<OpenedConnection> }>()
  return {
    open(connectionId) {
      const known = opened.get(connectionId)
      if (known !== undefined && known.until > Date.now()) return known.connection
      const connection = openConnection(deps, connectionId)
      opened.set(connectionId, { until: Date.now() + freshMs, connection })
      // A failure is not kept: the next step asks again.
      connection.catch(() => {
        if (opened.get(connectionId)?.connection === connection) opened.delete(connectionId)
      })
      return connection
    },
    forget: (connectionId) => void opened.delete(connectionId),
  }
}

/** Opens all connections whose connector has budgets. One that cannot be opened makes no calls, so it is left out. */
export async function openGoverned(
  { database, catalog }: ConnectionDeps,
  cache: ConnectionCache,
): Promise<OpenedConnection[]> {
  const stored = await listStoredConnections(database.kysely)
  const governed = stored.filter(
    ({ connector }) => catalog.connectors.get(connector)?.rateBucket !== undefined,
  )
  const opened = await Promise.allSettled(governed.map(({ id }) => cache.open(id)))
  return opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}
