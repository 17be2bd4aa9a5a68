import { hostname } from 'node:os'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog, isJsonObject, type Json } from '@keyway/sdk'
import { appendAudit } from '../audit/store.ts'
import { createCheckParts } from '../checks/check-parts.ts'
import { checkEventTypes } from '../checks/keep-checks.ts'
import type { Config } from '../config.ts'
import { createConnectionHealth } from '../connections/connection-health.ts'
import { createConnectionCache } from '../connections/open-connection.ts'
import { createGroupCommitter } from '../db/group-commit.ts'
import { newId } from '../db/new-id.ts'
import { openDatabase, toDatabaseConfig } from '../db/open-database.ts'
import { createDeathWatch, toLivingOwner } from '../db/postgres/liveness.ts'
import { openSignals } from '../db/open-signals.ts'
import { createDetectionParts } from '../detections/detection-parts.ts'
import { createActionRunner } from '../executions/actions.ts'
import { toServerLimits } from '../executions/limits.ts'
import { createOrders } from '../executions/orders.ts'
import { createRemoteRunner } from '../executions/remote-runner.ts'
import { createSharedResponses } from '../executions/remote-responses.ts'
import { createRunner } from '../executions/runner.ts'
import { createRunnerStore } from '../executions/runner-store.ts'
import { announceProcess } from '../fleet/presence.ts'
import { readPublicUrl } from '../fleet/store.ts'
import { createFiles } from '../files/file-store.ts'
import { loadActiveFlows } from '../flows/active-flows.ts'
import { findFreePort, hostForUrl } from '../http/address.ts'
import { createLiveHub } from '../http/live.ts'
import { createCounters } from '../ingest/counters.ts'
import { loadHooks } from '../ingest/okta/hooks.ts'
import { createOktaSources } from '../ingest/okta/okta-sources.ts'
import { createOwnEvents, type Deed } from '../ingest/own-events/own-events.ts'
import { createTableWatch } from '../ingest/table-changes/table-changes.ts'
import { createInventory } from '../inventory/inventory.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { createStatusPublisher } from '../live/status-publisher.ts'
import type { Log } from '../log.ts'
import { createGovernor } from '../outbound/governor/governor.ts'
import { createLocalLedger } from '../outbound/governor/ledger.ts'
import { createSharedLedger } from '../outbound/governor/store.ts'
import { createOutbound, type Connect } from '../outbound/outbound.ts'
import { indexTables } from '../tables/index-tables.ts'
import { toTableLimits } from '../tables/limits.ts'
import { createTableParts, createTableStore, tablesOf } from '../tables/table-store.ts'
import { loadMasterKey } from '../vault/master-key.ts'
import { checkVaultKey } from '../vault/store.ts'
import { queues } from '../queues.ts'
import { createVault } from '../vault/vault.ts'
import type { Closers } from './closers.ts'

/** What stands in for the world around a Keyway in a test. */
export interface World {
  /** Opens the sockets of all HTTP requests that flows make, instead of the egress guard. */
  connect?: Connect
}

/** What every role is made of. */
export type Core = Awaited<ReturnType<typeof openCore>>

/** A person at a terminal is less patient than a fleet. */
const drainSeconds = { all: 5, server: 20, worker: 20 } as const

/** Opens the store and puts together what every role needs: nothing runs yet, and nothing is accepted. */
export async function openCore(config: Config, { log, closers, world }: CoreParts) {
  const database = await openDatabase(toDatabaseConfig(config))
  closers.add(() => database.close())
  const { kysely: db, background, hot } = database
  const vault = createVault([
    loadMasterKey({
      key: config.masterKey,
      file: config.masterKeyFile,
      dataDirectory: config.dataDirectory,
    }),
  ])
  await checkVaultKey(db, vault)

  const now = Date.now
  const startedAt = now()
  const owner = toLivingOwner(`${hostname()}-${process.pid}-${newId()}`)
  const isOnlyProcess = database.kind === 'sqlite'
  const onError = (error: unknown): void =>
    log.error({ err: error }, 'what other processes do could not be heard')
  const signals = await openSignals(database, { own: owner, onError })
  closers.add(() => signals.close())
  const catalog = createCatalog({ cards, connectors })
  const counters = createCounters()
  const committer = createGroupCommitter(hot, {
    maxEvents: 400,
    ...(isOnlyProcess ? { lingerMs: 0, atOnce: 1 } : { lingerMs: 2, atOnce: 3 }),
  })
  const jobs = await openJobs(database, {
    queues,
    onError: (error) => log.error({ err: error }, 'a job queue reported an error'),
    superviseMs: 10_000,
  })
  closers.add(() => jobs.stop(5_000))
  const ledger = isOnlyProcess ? createLocalLedger() : createSharedLedger(db)
  const reserve = config.rateReserve / 100
  const outbound = createOutbound({
    allow: config.egressAllow,
    governor: createGovernor({ ledger, reserve }),
    ...world,
  })
  closers.add(() => outbound.close())

  const active = await loadActiveFlows({ db, catalog, vault })
  await indexTables(db)
  const tableParts = createTableParts(db, toTableLimits(config), createTableWatch(active, jobs))
  const tables = createTableStore(tableParts)
  const files = createFiles(db, { maxBytes: config.maxFileBytes })
  const responses = createSharedResponses(signals, now)
  const limits = toServerLimits(config)
  const hub = createLiveHub()
  // What happens here is shown to browsers here and to those of other processes.
  signals.on('live', (message) => {
    if (!isJsonObject(message)) return
    const { event = null, data = null } = message
    if (typeof event === 'string') hub.publish(event, data)
  })
  const tellBrowsers = (event: string, data: unknown): void => {
    hub.publish(event, data)
    const copy: Json = JSON.parse(JSON.stringify(data))
    signals.send('live', { event, data: copy })
  }
  const publisher = createStatusPublisher({ publish: tellBrowsers })
  closers.add(() => publisher.close())
  const connections = createConnectionCache({ database, vault, catalog })
  const actions = createActionRunner({
    catalog,
    outbound,
    tables: (cause) => tablesOf(tableParts, cause),
    files,
    async openConnection(flowId, name) {
      // Another process may have bound it a moment ago.
      if (active.findConnection(flowId, name) === undefined) await active.refreshIfChanged()
      return connections.open(active.connectionOf(flowId, name))
    },
    health: createConnectionHealth({
      db,
      forget: connections.forget,
      tell: (deed) => audit(deed),
      now,
      log,
    }),
  })
  active.onRefresh(() => Promise.resolve(void signals.send('flows', null)))
  signals.on('flows', () => void active.refreshIfChanged().catch(onError))
  // Links carry the port, and nothing may arrive before there is somebody to take it: choose it now, listen last.
  const port = config.port === 0 ? await findFreePort(config.host) : config.port
  const url = `http://${hostForUrl(config.host)}:${port}`
  const publicUrl = config.publicUrl ?? (runsApi(config) ? url : ((await readPublicUrl(db)) ?? url))
  const ownEvents = createOwnEvents({ db, jobs, active, now, publicUrl })
  const detections = createDetectionParts({
    db,
    jobs,
    ownEvents,
    directory: config.detectionsDirectory,
    tellBrowsers,
    now,
    newId,
    publicUrl,
  })
  const orders = createOrders(signals, newId)
  const runnerStore = createRunnerStore(db, newId)
  const deathWatch =
    database.kind === 'postgres' ? createDeathWatch(database.pool, { own: owner, now }) : undefined
  const runner = runsHere(config)
    ? createRunner({
        owner,
        hot,
        committer,
        jobs,
        log,
        actions,
        responses,
        jobsOfEnd: ownEvents.jobsOfEnd,
        now,
        newId,
        maximumRunning: config.running,
        limits,
        program: active.program,
        findHelper: active.findHelper,
        ...runnerStore,
        isOnlyProcess,
        endLeasesOfDead: deathWatch?.look,
        onStatus: publisher.onStatus,
        onTaken: responses.onTaken,
        standingOf: active.standingOf,
        orders,
      })
    : createRemoteRunner({ owner, hot, committer, now, orders, ...runnerStore, tellReady: signals.tellReady })
  signals.onReady(runner.noteQueued)
  const starting = { committer, runner, now, newId, publicUrl, limits, onQueued: publisher.onQueued }
  const ingest = { starting, active, counters, now, newId }
  const audit = async (deed: Deed): Promise<void> => {
    await appendAudit(db, { ...deed, detail: deed.detail === undefined ? null : { what: deed.detail } })
    await ownEvents.tell(deed)
  }
  const checks = createCheckParts({
    db,
    background,
    jobs,
    ownEvents,
    active,
    starting,
    tellBrowsers,
    audit,
    log,
    now,
    newId,
    publicUrl,
  })
  const hooks = await loadHooks({ db, vault, now, newId })
  const okta = await createOktaSources({
    ...ingest,
    connections,
    outbound,
    tables,
    db,
    hooks,
    publicUrl,
    owner,
    log,
    audit,
    eventTypes: catalog.connectors.get('okta')?.eventTypes ?? [],
    isOnlyProcess,
    readsLogs: runsHere(config),
    signals,
  })
  await detections.refresh()
  okta.orgs.watch('Detections', () => (detections.readsWholeLog() ? ['*'] : []))
  const inventory = await createInventory({
    database,
    okta,
    eventTypes: catalog.connectors.get('okta')?.eventTypes ?? [],
    moreTypes: checkEventTypes,
    standard: { isOn: config.inventory === 'on' },
    owner,
    now,
    log,
    signals,
    audit,
  })
  const presence = await announceProcess(
    database,
    { id: owner, role: config.role, address: url },
    { log, now },
  )
  closers.add(() => presence.leave())
  return {
    config,
    log,
    closers,
    database,
    db,
    background,
    hot,
    vault,
    now,
    newId,
    startedAt,
    catalog,
    counters,
    jobs,
    ledger,
    reserve,
    outbound,
    active,
    tableParts,
    tables,
    files,
    responses,
    hub,
    connections,
    address: { host: config.host, port },
    url,
    publicUrl,
    ownEvents,
    checks,
    detections,
    tellBrowsers,
    runner,
    starting,
    ingest,
    audit,
    okta,
    inventory,
    owner,
    presence,
    drainMs: (config.drainSeconds ?? drainSeconds[config.role]) * 1000,
  }
}

/** Whether this process runs executions, and what starts them by itself. */
export function runsHere({ role }: Pick<Config, 'role'>): boolean {
  return role !== 'server'
}

/** Whether this process has the console, the API and the ways in. */
export function runsApi({ role }: Pick<Config, 'role'>): boolean {
  return role !== 'worker'
}

interface CoreParts {
  log: Log
  closers: Closers
  world: World
}
