import type { Catalog } from '@keyway/sdk'
import type { Caller } from '../auth/caller.ts'
import type { Db } from '../db/database.ts'
import type { Responses } from '../executions/responses.ts'
import type { HttpServer } from '../http/server.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { readDocument } from '../outbound/read-document.ts'
import type { Vault } from '../vault/vault.ts'
import type { AcceptParts } from './accept-events.ts'
import { createIssuerKeys } from './bearer/issuer-keys.ts'
import { createCallRate } from './call-rate.ts'
import { mountEndpoints } from './endpoints/routes.ts'
import { mountForms } from './forms/fill-form.ts'
import { mountInlineHooks } from './inline-hooks/answer-inline-hook.ts'
import { mountSources } from './sources/routes.ts'
import { loadSources } from './sources/sources.ts'
import { createTallies } from './sources/tallies.ts'

export interface WaysInParts extends AcceptParts {
  db: Db
  vault: Vault
  catalog: Catalog
  outbound: Outbound
  responses: Responses
  publicUrl: string
  authenticate: (headers: Headers) => Promise<Caller | undefined>
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

/** Every way in over HTTP but Okta's event hooks. */
export interface WaysIn {
  mount: (server: HttpServer) => void
  /** Called now and then: writes what was counted, and reads what other processes changed. */
  keepUp: () => Promise<void>
  /** Writes what was counted. */
  flush: () => Promise<void>
}

export async function createWaysIn(parts: WaysInParts): Promise<WaysIn> {
  const { db, vault, catalog, outbound, now, newId } = parts
  const reservedNames = [...catalog.connectors.keys()]
  const sources = await loadSources({ db, vault, reservedNames, now, newId })
  const tallies = createTallies(db)
  const keys = createIssuerKeys((address) => readDocument(outbound, address), now)
  const rate = createCallRate(now)
  return {
    mount(server) {
      mountInlineHooks(server, parts)
      mountSources(server, { ...parts, sources, tallies, keys })
      mountForms(server, { ...parts, rate })
      mountEndpoints(server, { ...parts, rate, keys })
    },
    async keepUp() {
      await tallies.flush()
      await sources.refreshIfChanged()
    },
    flush: () => tallies.flush(),
  }
}
