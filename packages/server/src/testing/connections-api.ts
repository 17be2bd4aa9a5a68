import { randomBytes } from 'node:crypto'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import type { Role } from '@keyway/api'
import type { Flow, Step, Trigger } from '@keyway/engine'
import { createCatalog } from '@keyway/sdk'
import { createConnectionCache } from '../connections/open-connection.ts'
import { mountConnections } from '../connections/routes.ts'
import { createHttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createOutbound } from '../outbound/outbound.ts'
import { toMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { openFlowApi } from './flow-api.ts'
import { noTables } from './no-tables.ts'

/** The routes of connections and flows over one store on SQLite, with the real connectors, which may reach loopback. */
export interface ConnectionsApi {
  /** The answer to a request below `/api`, as an administrator unless a role is given. */
  send: (method: string, path: string, more?: { body?: unknown; role?: Role }) => Promise<unknown>
  /** Stores a flow, binds the name `org` to a connection, and publishes it. Returns its id. */
  publish: (connectionId: string | undefined, flow: { steps: Step[]; trigger?: Trigger }) => Promise<string>
  close: () => Promise<void>
}

export async function openConnectionsApi(directory: string): Promise<ConnectionsApi> {
  const flows = await openFlowApi(directory)
  const { database } = flows.world
  const outbound = createOutbound({ allow: ['127.0.0.0/8'] })
  const vault = createVault([toMasterKey(randomBytes(32).toString('base64'), 'test')])
  const catalog = createCatalog({ cards, connectors })
  const cache = createConnectionCache({ database, vault, catalog })
  let role: Role = 'admin'
  const server = createHttpServer({
    publicUrl: 'http://localhost',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: () => Promise.resolve({ kind: 'token', tokenId: 't', name: 'test', role }),
  })
  mountConnections(server, { database, vault, catalog, outbound, tables: noTables, cache })
  let count = 0
  return {
    async send(method, path, more = {}) {
      role = more.role ?? 'admin'
      const response = await server.fetch(
        new Request(`http://localhost/api${path}`, {
          method,
          headers: { 'content-type': 'application/json' },
          ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
        }),
      )
      const text = await response.text()
      return text === '' ? undefined : JSON.parse(text)
    },
    async publish(connectionId, { steps, trigger = { manual: true } }) {
      const document: Flow = { keyway: 1, name: `Flow ${(count += 1)}`, trigger, steps }
      const { id } = (await flows.call<{ id: string }>('POST', '/flows', { body: { document } })).body
      if (connectionId === undefined) return id
      const bindings = { org: connectionId }
      await flows.call('PUT', `/flows/${id}/bindings`, { body: { bindings }, role: 'admin' })
      const published = await flows.call('POST', `/flows/${id}/publish`)
      if (published.status !== 200)
        throw new Error(`The flow was not published: ${JSON.stringify(published)}`)
      return id
    },
    async close() {
      await outbound.agent.destroy()
      await flows.world.close()
    },
  }
}
