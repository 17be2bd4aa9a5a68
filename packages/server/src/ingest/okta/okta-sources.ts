import { isHookEligible } from '@keyway/connectors'
import type { Http, TableStore } from '@keyway/sdk'
import type { ConnectionCache } from '../../connections/open-connection.ts'
import { noFiles } from '../../connections/try-connection.ts'
import type { Db } from '../../db/database.ts'
import type { HttpServer } from '../../http/server.ts'
import type { Log } from '../../log.ts'
import { createActionContext } from '../../outbound/action-context.ts'
import type { Outbound } from '../../outbound/outbound.ts'
import type { AcceptParts } from '../accept-events.ts'
import type { Hook, Hooks } from './hooks.ts'
import { createFeeds } from './log/feeds.ts'
import { mountOktaSources } from './log/routes.ts'
import { listensTo, loadOktaOrgs } from './orgs.ts'
import { mountOktaHooks } from './routes.ts'

export interface OktaSourceParts extends Omit<AcceptParts, 'listens'> {
  db: Db
  hooks: Hooks
  connections: Pick<ConnectionCache, 'open'>
  outbound: Outbound
  tables: TableStore
  publicUrl: string
  owner: string
  log: Log
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

/** Everything that brings events of Okta orgs: the event hooks' way in, and the readers of the System Logs. */
export interface OktaSources {
  mount: (server: HttpServer) => void
  start: () => Promise<void>
  /** Notices what other processes changed; called now and then. */
  refresh: () => Promise<void>
  stop: () => Promise<void>
}

export async function createOktaSources(parts: OktaSourceParts): Promise<OktaSources> {
  const { db, hooks, active, connections, outbound, log } = parts
  const orgs = await loadOktaOrgs({ db, connections })
  const accept: AcceptParts = { ...parts, listens: listensTo(active, orgs) }
  const openHttp = async (
    connectionId: string,
    { signal, ...call }: Pick<Parameters<typeof createActionContext>[2], 'priority' | 'signal'>,
  ): Promise<Http> =>
    createActionContext(outbound, await connections.open(connectionId), {
      ...call,
      signal,
      effect: 'read',
      // The same for every page, so that the reader keeps its place in the line for the org's budget.
      idempotencyKey: `okta-log-${connectionId}`,
      now: parts.now(),
      tables: parts.tables,
      files: noFiles,
    }).http
  const feeds = createFeeds({
    db,
    accept,
    orgs,
    openHttp,
    isCoveredByHook: () => false,
    onHookEvent: () => {},
    owner: parts.owner,
    log,
  })
  const orgOf = ({ connectionId }: Hook): string | undefined =>
    connectionId === null ? undefined : orgs.orgOf(connectionId)

  const refresh = async (): Promise<void> => {
    if (await orgs.refresh()) await feeds.sync()
  }

  return {
    mount(server) {
      mountOktaHooks(server, { ...accept, hooks, orgOf, publicUrl: parts.publicUrl, audit: parts.audit })
      mountOktaSources(server, {
        db,
        active,
        orgs,
        isEligible: isHookEligible,
        now: parts.now,
        refresh,
        wake: feeds.wake,
        audit: parts.audit,
      })
    },
    async start() {
      await orgs.refresh()
      await feeds.sync()
    },
    async refresh() {
      await hooks.flush()
      await refresh()
    },
    stop: feeds.stop,
  }
}
