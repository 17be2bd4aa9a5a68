import { connections } from '@keyway/api'
import type { DynamicField, z } from '@keyway/sdk'
import { appendAudit } from '../audit/store.ts'
import { toActor } from '../auth/caller.ts'
import type { HttpServer } from '../http/server.ts'
import {
  createConnection,
  deleteConnection,
  notFound,
  updateConnection,
  type ChangeDeps,
} from './change-connections.ts'
import { createFieldReader } from './dynamic-fields.ts'
import { openSecrets } from './connection-values.ts'
import { generateKey, switchKey } from './change-keys.ts'
import { listKeys } from './key-views.ts'
import { countFlows, findStoredConnection, listStoredConnections, type StoredConnection } from './store.ts'
import { searchInputOptions, searchOptions } from './search-options.ts'
import { newsOf } from './connection-health.ts'
import { testConnection, type TryDeps } from './try-connection.ts'

export interface ConnectionRouteDeps extends ChangeDeps, TryDeps {
  /** Tidies up on the other side while the connection is still there. Never fails. */
  beforeDelete?: (connectionId: string) => Promise<void>
  /** Told of connections that begin to fail their test, or pass it again. */
  tell?: (deed: { actor: string; action: string; target: string; detail: string }) => Promise<void>
}

type ConnectionView = z.input<typeof connections.connection>

/** Mounts the connections of the API. */
export function mountConnections(server: HttpServer, deps: ConnectionRouteDeps): void {
  const { kysely } = deps.database

  server.mount(connections.listConnections, async () => {
    const flows = await countFlows(kysely)
    const items = (await listStoredConnections(kysely)).map((stored) => toView(deps, stored, flows))
    return { items }
  })

  const view = async (id: string): Promise<ConnectionView> => {
    const stored = await findStoredConnection(kysely, id)
    if (stored === undefined) throw notFound()
    return toView(deps, stored, await countFlows(kysely))
  }

  server.mount(connections.createConnection, async ({ body, caller }) =>
    view(await createConnection(deps, toActor(caller), body)),
  )

  server.mount(connections.updateConnection, async ({ params, body, caller }) => {
    const id = params.connectionId
    await updateConnection(deps, toActor(caller), { id, name: body.name, values: body.values })
    return view(id)
  })

  server.mount(connections.deleteConnection, async ({ params, caller }) => {
    const id = params.connectionId
    // One that a flow is bound to is not deleted.
    if (!(await countFlows(kysely)).has(id)) await deps.beforeDelete?.(id)
    await deleteConnection(deps, toActor(caller), id)
  })

  server.mount(connections.generateKey, async ({ params, caller }) => {
    await generateKey(deps, toActor(caller), params.connectionId)
    return view(params.connectionId)
  })

  server.mount(connections.switchKey, async ({ params, caller }) => {
    await switchKey(deps, toActor(caller), params.connectionId)
    return view(params.connectionId)
  })

  server.mount(connections.testConnection, async ({ params, caller }) => {
    const target = params.connectionId
    const { report, isNews } = await testConnection(deps, target)
    const actor = toActor(caller)
    await appendAudit(kysely, { actor, action: 'connection.tested', target, detail: { ok: report.ok } })
    if (isNews) {
      deps.cache.forget(target)
      await deps.tell?.({ actor, action: newsOf(report), target, detail: report.message })
    }
    return report
  })

  server.mount(connections.searchOptions, async ({ params, query }) => ({
    options: await searchOptions(deps, params.connectionId, query),
  }))

  server.mount(connections.searchInputOptions, async ({ params, query }) => ({
    options: await searchInputOptions(deps, params, query),
  }))

  const fields = createFieldReader(deps)
  server.mount(connections.readFields, async ({ params, query }) => ({
    fields: (await fields.read(params.connectionId, query)).map(toFieldView),
  }))
  server.mount(connections.readInputFields, async ({ params, query }) => ({
    fields: (await fields.readForInput(params, query.inputs)).map(toFieldView),
  }))
}

function toFieldView({ choices, ...field }: DynamicField): z.input<typeof connections.dynamicField> {
  return { ...field, ...(choices === undefined ? {} : { choices: [...choices] }) }
}

/** Of secrets only which are set. */
function toView(
  { vault, catalog }: ChangeDeps,
  stored: StoredConnection,
  flows: ReadonlyMap<string, number>,
): ConnectionView {
  const { sealedSecrets, ...shown } = stored
  const secrets = openSecrets(vault, stored.id, sealedSecrets)
  const keys = listKeys(catalog.connectors.get(stored.connector), secrets)
  return { ...shown, secretsSet: Object.keys(secrets), keys, usedByFlows: flows.get(stored.id) ?? 0 }
}
