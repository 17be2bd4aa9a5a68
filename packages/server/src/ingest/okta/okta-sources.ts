import { isHookEligible } from '@keyway/connectors'
import type { Effect, EventType, Http, TableStore } from '@keyway/sdk'
import type { ConnectionCache } from '../../connections/open-connection.ts'
import { noFiles } from '../../connections/try-connection.ts'
import type { Db } from '../../db/database.ts'
import type { Signals } from '../../db/signals.ts'
import type { HttpServer } from '../../http/server.ts'
import type { Log } from '../../log.ts'
import { createActionContext } from '../../outbound/action-context.ts'
import type { Priority } from '@keyway/engine'
import type { Metric } from '../../system/format-metrics.ts'
import type { Outbound } from '../../outbound/outbound.ts'
import type { AcceptParts } from '../accept-events.ts'
import type { Hook, Hooks } from './hooks.ts'
import { createHookCare } from './hook/hook-care.ts'
import { lookAtAddress } from './hook/look-at-address.ts'
import { sendCanary } from './hook/canary.ts'
import { createFilteredAway } from './hook/filtered-away.ts'
import { createManagedHooks } from './hook/managed-hooks.ts'
import { planFilters } from './hook/plan-filters.ts'
import { describeSource } from './log/describe-source.ts'
import { createFeeds, readFeedRow } from './log/feeds.ts'
import { mountOktaSources } from './log/routes.ts'
import { toSourceMetrics } from './log/source-metrics.ts'
import { findFeed, releaseAllFeeds } from './log/store.ts'
import { listenersOf, listensTo, loadOktaOrgs, type OktaOrgs } from './orgs.ts'
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
  /** Okta's catalogue. */
  eventTypes: readonly EventType[]
  /** No other process shares the store. */
  isOnlyProcess: boolean
  /** This process reads System Logs and looks after hooks, in turn with others that do. */
  readsLogs: boolean
  signals: Signals
}

/** Longest that looking after a hook takes: Okta itself waits some seconds for the receiver. */
const hookMs = 30_000
/** Other processes notice a new key within their housekeeping. */
const noticeMs = 6_000
/** As long as Okta keeps its log. */
const longestMeterDays = 90

/** Everything that brings events of Okta orgs: the event hooks' way in, and the readers of the System Logs. */
export interface OktaSources {
  /** Orgs that there are connections to. */
  orgs: OktaOrgs
  /** The way to an org for reading, by one of its connections. */
  openHttp: (connectionId: string, call: { priority: Priority; signal: AbortSignal }) => Promise<Http>
  mount: (server: HttpServer) => void
  start: () => Promise<void>
  /** How complete the events of each org are, as figures to watch. */
  metrics: () => Promise<Metric[]>
  /** Deletes what Keyway made in an org whose last connection is about to go. */
  forget: (connectionId: string) => Promise<void>
  /** Notices connections that came, changed or went. While none did it only reads. */
  notice: () => Promise<void>
  /** Notices what other processes changed; called now and then. */
  refresh: () => Promise<void>
  stop: () => Promise<void>
}

export async function createOktaSources(parts: OktaSourceParts): Promise<OktaSources> {
  const { db, hooks, active, connections, outbound, log } = parts
  if (parts.isOnlyProcess) await releaseAllFeeds(db)
  const orgs = await loadOktaOrgs({ db, connections })
  const accept: AcceptParts = { ...parts, listens: listensTo(active, orgs) }
  const open = async (
    connectionId: string,
    call: { effect: Effect; priority?: Priority; signal: AbortSignal },
  ): Promise<Http> =>
    createActionContext(outbound, await connections.open(connectionId), {
      priority: 'interactive',
      ...call,
      rootId: null,
      // The same each time, so that the reader keeps its place in the line for the org's budget.
      idempotencyKey: `okta-source-${connectionId}`,
      now: parts.now(),
      tables: () => parts.tables,
      files: noFiles,
    }).http
  // A hook brings what flows wait for; what is watched beside them comes from the log.
  const wantedTypes = (org: string): string[] => [...listenersOf({ active, orgs }, org).keys()]
  const filtersFor = (org: string, types: readonly string[]) =>
    planFilters(types, listenersOf({ active, orgs }, org)).filters
  const managed = createManagedHooks({
    hooks,
    orgs,
    openHttp: (connectionId) => open(connectionId, { effect: 'write', signal: AbortSignal.timeout(hookMs) }),
    wantedTypes,
    settingsOf: async (org) =>
      readFeedRow((await findFeed(db, org)) ?? { settings: '{}', state: null }).settings,
    filtersFor,
    isEligible: isHookEligible,
    allEligible: () => parts.eventTypes.filter(({ eligible }) => eligible).map(({ id }) => id),
    lookAtAddress: (url) => lookAtAddress(outbound, url),
    sendCanary: (canary) => sendCanary(outbound, canary),
    publicUrl: parts.publicUrl,
    noticeMs: parts.isOnlyProcess ? 0 : noticeMs,
    now: parts.now,
    log,
  })
  const care = createHookCare({ db, managed, filtersFor, owner: parts.owner, now: parts.now, log })
  const own = createFeeds({
    db,
    accept,
    orgs,
    openHttp: (connectionId, call) => open(connectionId, { ...call, effect: 'read' }),
    isCoveredByHook: (org, types) => care.covers(org, types),
    isFilteredAway: createFilteredAway(managed),
    onHookEvent: (org) => care.soon(org),
    onTurn: (org) => care.whenDue(org),
    owner: parts.owner,
    log,
  })
  parts.signals.on('wake-feed', (org) => {
    if (typeof org === 'string') own.wake(org)
  })
  const feeds = {
    sync: async (): Promise<void> => {
      if (parts.readsLogs) await own.sync()
    },
    /** Whoever reads it. */
    wake: (org: string): void => {
      own.wake(org)
      parts.signals.send('wake-feed', org)
    },
  }
  const orgOf = ({ connectionId }: Hook): string | undefined =>
    connectionId === null ? undefined : orgs.orgOf(connectionId)

  let watchedOrgs = ''
  const refresh = async (): Promise<void> => {
    const isOther = await orgs.refresh()
    const watched = orgs
      .list()
      .filter(({ org }) => orgs.watched(org).size > 0)
      .map(({ org }) => org)
      .join(' ')
    if (!isOther && watched === watchedOrgs) return
    watchedOrgs = watched
    await feeds.sync()
  }

  const describing = {
    db,
    active,
    orgs,
    isEligible: isHookEligible,
    hooksOf: managed.of,
    publicUrl: parts.publicUrl,
    now: parts.now,
  }

  return {
    orgs,
    openHttp: (connectionId, call) => open(connectionId, { ...call, effect: 'read' }),
    mount(server) {
      mountOktaHooks(server, { ...accept, hooks, orgOf, publicUrl: parts.publicUrl, audit: parts.audit })
      mountOktaSources(server, {
        ...describing,
        refresh,
        managed,
        wake: feeds.wake,
        audit: parts.audit,
      })
    },
    metrics: async () =>
      toSourceMetrics(
        await Promise.all(orgs.list().map((org) => describeSource(describing, org, longestMeterDays))),
      ),
    async start() {
      await orgs.refresh()
      await feeds.sync()
      for (const { org } of orgs.list()) if (managed.of(org).length > 0) care.soon(org)
    },
    notice: refresh,
    async refresh() {
      await hooks.flush()
      await hooks.refresh()
      await refresh()
    },
    async forget(connectionId) {
      const org = orgs.orgOf(connectionId)
      const kept = org === undefined ? [] : managed.of(org)
      if (org === undefined || kept.length === 0 || orgs.find(org)?.connections.length !== 1) return
      try {
        await managed.remove(org)
      } catch (error) {
        log.warn({ err: error, org }, 'the event hook stays in Okta; delete it there')
        for (const { id } of managed.of(org)) await hooks.remove(id)
      }
    },
    async stop() {
      care.stop()
      await own.stop()
    },
  }
}
