import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { roles, type Role } from '@keyway/api'
import { createCatalog } from '@keyway/sdk'
import { appendAudit } from '../audit/store.ts'
import { newId } from '../db/new-id.ts'
import { loadActiveFlows } from '../flows/active-flows.ts'
import { mountFlows } from '../flows/routes.ts'
import { createHttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { insertTable } from '../tables/store.ts'
import { loadMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { openExecutionWorld, type ExecutionWorld } from './execution-world.ts'

export interface FlowApiAnswer<Body> {
  status: number
  body: Body & { code?: string; detail?: string; issues?: { path: string; message: string }[] }
}

/** The routes of flows over a store on SQLite, called as somebody with a role. */
export interface FlowApi {
  world: ExecutionWorld
  call: <Body>(
    method: string,
    path: string,
    options?: { role?: Role; name?: string; body?: unknown },
  ) => Promise<FlowApiAnswer<Body>>
}

export async function openFlowApi(directory: string): Promise<FlowApi> {
  const world = await openExecutionWorld({ kind: 'sqlite', directory })
  const server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) =>
      Promise.resolve({
        kind: 'token',
        tokenId: 't',
        name: headers.get('x-name') ?? 'ann',
        role: roles.find((role) => role === headers.get('x-role')) ?? 'viewer',
      }),
  })
  const db = world.database.kysely
  const catalog = createCatalog({ cards, connectors })
  const vault = createVault([loadMasterKey({ key: undefined, file: undefined, dataDirectory: directory })])
  mountFlows(server, {
    db,
    catalog,
    vault,
    publicUrl: 'https://keyway.example',
    active: await loadActiveFlows({ db, catalog, vault }),
    now: Date.now,
    newId,
    createTable: insertTable,
    starting: world.starting,
    audit: ({ detail, ...entry }) =>
      appendAudit(db, { ...entry, detail: detail === undefined ? null : { what: detail } }),
  })
  return {
    world,
    async call(method, path, { role = 'builder', name = 'ann', body } = {}) {
      const response = await server.fetch(
        new Request(`https://keyway.example/api${path}`, {
          method,
          headers: { 'x-role': role, 'x-name': name, 'content-type': 'application/json' },
          ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
        }),
      )
      const text = await response.text()
      return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) }
    },
  }
}
