import { mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import v8 from 'node:v8'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { createCatalog } from '@keyway/sdk'
import { appendAudit } from './audit/store.ts'
import { authenticate } from './auth/authenticate.ts'
import { issueApiToken } from './auth/api-tokens.ts'
import { mountAccount } from './auth/routes.ts'
import { prepareSetup, toSetupLink } from './auth/setup.ts'
import { readConfig, type Config, type ConfigOptions } from './config.ts'
import { forecastRun, type BudgetParts } from './budgets/budgets.ts'
import { mountBudgets } from './budgets/routes.ts'
import { createConnectionCache, openGoverned } from './connections/open-connection.ts'
import { mountConnections } from './connections/routes.ts'
import { createGroupCommitter } from './db/group-commit.ts'
import { newId } from './db/new-id.ts'
import { openDatabase } from './db/open-database.ts'
import { replayQueue, startReplays } from './events/replays/replay-events.ts'
import { mountReplays } from './events/replays/routes.ts'
import { mountEvents } from './events/routes.ts'
import { createActionRunner } from './executions/actions.ts'
import { executionQueue } from './executions/execution-queue.ts'
import type { ServerLimits } from './executions/limits.ts'
import { createResponses } from './executions/responses.ts'
import { mountExecutions } from './executions/routes.ts'
import { createRunner } from './executions/runner.ts'
import { createRunnerStore } from './executions/runner-store.ts'
import { deleteTemporaryJournals } from './executions/store.ts'
import { sweepHistory } from './retention/sweep.ts'
import { mountQuestions } from './questions/routes.ts'
import { createFiles } from './files/file-store.ts'
import { mountFiles } from './files/routes.ts'
import { sweepFiles } from './files/sweep-files.ts'
import { loadActiveFlows } from './flows/active-flows.ts'
import { mountFlows } from './flows/routes.ts'
import { compileTriggerMatch } from './flows/trigger-match.ts'
import { findFreePort, hostForUrl } from './http/address.ts'
import { createLiveHub, mountLive } from './http/live.ts'
import { createHttpServer } from './http/server.ts'
import { createCounters } from './ingest/counters.ts'
import { loadHooks } from './ingest/okta/hooks.ts'
import { createOktaSources } from './ingest/okta/okta-sources.ts'
import { createOwnEvents, ownEventQueue, type Deed } from './ingest/own-events/own-events.ts'
import { createTableWatch, tableChangeQueue, workTableChanges } from './ingest/table-changes/table-changes.ts'
import { createWaysIn } from './ingest/ways-in.ts'
import { openJobs } from './jobs/open-jobs.ts'
import { createStatusPublisher } from './live/status-publisher.ts'
import { keepLocalToken } from './local-token.ts'
import { createLog } from './log.ts'
import type { OpenedConnection } from './outbound/action-context.ts'
import { createGovernor } from './outbound/governor/governor.ts'
import { createLocalLedger } from './outbound/governor/ledger.ts'
import { createSharedLedger, forgetOldStandings } from './outbound/governor/store.ts'
import { createOutbound, type Connect } from './outbound/outbound.ts'
import { createFlowSchedules, scheduleQueue } from './schedules/flow-schedules.ts'
import { mountSystem } from './system/routes.ts'
import { indexTables } from './tables/index-tables.ts'
import type { TableLimits } from './tables/limits.ts'
import { mountTables } from './tables/routes.ts'
import { createSpaceCleaner } from './tables/space-cleaner.ts'
import { insertTable } from './tables/store.ts'
import { createTableParts, createTableStore } from './tables/table-store.ts'
import { createUpkeep } from './upkeep.ts'
import { loadMasterKey } from './vault/master-key.ts'
import { checkVaultKey } from './vault/store.ts'
import { createVault } from './vault/vault.ts'

/** A running Keyway. */
export interface Keyway {
  /** Where it listens. */
  url: string
  /** One-time link that makes the first administrator; null once there is one. */
  setupUrl: string | null
  dataDirectory: string
  /** Stops taking work, lets what runs finish for a moment, and closes the store. */
  close: () => Promise<void>
}

/** What stands in for the world around a Keyway in a test. */
export interface World {
  /** Opens the sockets of all HTTP requests that flows make, instead of the egress guard. */
  connect?: Connect
}

/** Executions that run in one process at the same time; what comes beyond waits in the queue. */
const maximumRunning = 512
const housekeepingMs = 5_000
const sweepMs = 10 * 60_000
const retentionMs = 3_600_000

/**
 * Starts Keyway: store, vault, flows, runner, and the way in, in this order, so that nothing is accepted before it can
 * be kept and run.
 *
 * @throws {Error} with one clear message when the configuration, the data directory, the database or the port is no use.
 */
export async function startKeyway(options: ConfigOptions, world: World = {}): Promise<Keyway> {
  const config = readConfig(options, process.env)
  const log = createLog({ level: config.logLevel })
  // A pattern that a flow's author wrote meets event data: with this flag V8 leaves a search that explodes for a slower
  // one that cannot.
  v8.setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })

  const database = await openDatabase(toDatabaseConfig(config))
  const closers: (() => Promise<unknown> | void)[] = [() => database.close()]
  try {
    return await compose()
  } catch (error) {
    for (const close of closers.toReversed()) await close()
    throw error
  }

  async function compose(): Promise<Keyway> {
    const { kysely: db, hot } = database
    const vault = createVault([
      loadMasterKey({
        key: config.masterKey,
        file: config.masterKeyFile,
        dataDirectory: config.dataDirectory,
      }),
    ])
    await checkVaultKey(db, vault)

    const now = Date.now
    const catalog = createCatalog({ cards, connectors })
    const counters = createCounters()
    const committer = createGroupCommitter(hot, {
      maxEvents: 400,
      lingerMs: database.kind === 'sqlite' ? 0 : 2,
    })
    const jobs = await openJobs(database, {
      queues: [executionQueue, scheduleQueue, replayQueue, tableChangeQueue, ownEventQueue],
      onError: (error) => log.error({ err: error }, 'a job queue reported an error'),
      superviseMs: 10_000,
    })
    closers.push(() => jobs.stop(5_000))
    const ledger = database.kind === 'sqlite' ? createLocalLedger() : createSharedLedger(db)
    const outbound = createOutbound({
      allow: config.egressAllow,
      governor: createGovernor({
        ledger,
        reserve: config.rateReserve / 100,
      }),
      ...world,
    })
    closers.push(() => outbound.close())

    const active = await loadActiveFlows({ db, catalog, vault })
    await indexTables(db)
    const tableParts = createTableParts(db, toTableLimits(config), createTableWatch(active, jobs))
    const tables = createTableStore(tableParts)
    const cleaner = createSpaceCleaner(db)
    closers.push(() => cleaner.stop())
    const files = createFiles(db, { maxBytes: config.maxFileBytes })
    const responses = createResponses()
    const limits = toServerLimits(config)
    const hub = createLiveHub()
    const publisher = createStatusPublisher(hub)
    closers.push(() => publisher.close())
    const connections = createConnectionCache({ database, vault, catalog })
    const governed: BudgetParts = {
      ledger,
      reserve: config.rateReserve / 100,
      openGoverned: () => openGoverned({ database, vault, catalog }, connections),
      now,
    }
    const actions = createActionRunner({
      catalog,
      outbound,
      tables,
      files,
      openConnection: (flowId, name) => connections.open(active.connectionOf(flowId, name)),
    })
    // Links carry the port, and nothing may arrive before there is somebody to take it: choose it now, listen last.
    const port = config.port === 0 ? await findFreePort(config.host) : config.port
    const url = `http://${hostForUrl(config.host)}:${port}`
    const publicUrl = config.publicUrl ?? url
    const ownEvents = createOwnEvents({ db, jobs, active, now, publicUrl })
    const owner = `${hostname()}-${process.pid}-${newId()}`
    const runner = createRunner({
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
      maximumRunning,
      limits,
      program: active.program,
      findHelper: active.findHelper,
      ...createRunnerStore(db, newId),
      isOnlyProcess: database.kind === 'sqlite',
      onStatus: publisher.onStatus,
    })
    const hooks = await loadHooks({ db, vault, now, newId })

    const server = createHttpServer({
      publicUrl,
      authenticate: (headers) => authenticate(database, headers),
      log,
      consoleDirectory,
    })

    const starting = { committer, runner, now, newId, publicUrl, limits, onQueued: publisher.onQueued }
    const ingest = { starting, active, counters, now, newId }
    const audit = async (deed: Deed): Promise<void> => {
      await appendAudit(db, { ...deed, detail: deed.detail === undefined ? null : { what: deed.detail } })
      await ownEvents.tell(deed)
    }
    const createTable: typeof insertTable = (handle, table) => insertTable(handle, table, tableParts.limits)
    const flowParts = { db, catalog, vault, publicUrl, active, now, newId, createTable }

    mountAccount(server, { database, publicUrl })
    mountConnections(server, {
      database,
      vault,
      catalog,
      outbound,
      tables,
      cache: connections,
      beforeDelete: (connectionId) => okta.forget(connectionId),
      tell: ownEvents.tell,
    })
    mountFlows(server, { ...flowParts, starting, audit })
    mountExecutions(server, {
      db,
      hot,
      runner,
      starting,
      program: active.program,
      forecast: (run) => forecastRun(governed, run),
      now,
      audit,
    })
    mountQuestions(server, { db, jobs, lookAtAnswers: runner.lookAtAnswers, now, audit })
    mountEvents(server, { db })
    mountReplays(server, { db, jobs, now, newId, audit })
    mountBudgets(server, { ...governed, originOf: async (id) => toOrigin(await connections.open(id)) })
    mountTables(server, { parts: tableParts, tables, audit })
    mountFiles(server, { files, maxBytes: config.maxFileBytes })
    mountSystem(server, {
      db,
      catalog,
      storage: database.kind,
      publicUrl,
      startedAt: now(),
      counters: counters.all,
      metrics: () => okta.metrics(),
    })
    mountLive(server, hub)
    const reach = { connections, outbound, tables }
    const okta = await createOktaSources({
      ...ingest,
      ...reach,
      db,
      hooks,
      publicUrl,
      owner,
      log,
      audit,
      eventTypes: catalog.connectors.get('okta')?.eventTypes ?? [],
      isOnlyProcess: database.kind === 'sqlite',
    })
    okta.mount(server)
    const ways = await createWaysIn({
      authenticate: (headers) => authenticate(database, headers),
      ...ingest,
      db,
      vault,
      catalog,
      outbound,
      responses,
      publicUrl,
      audit,
    })
    closers.push(() => ways.flush())
    ways.mount(server)

    await runner.start()
    const schedules = createFlowSchedules({ jobs, active, starting, now, newId })
    await schedules.start()
    await startReplays({
      db,
      jobs,
      starting,
      program: active.program,
      matchOf: ({ flow }) => compileTriggerMatch(flow, catalog),
      isOrdered: active.isOrdered,
      load: runner.load,
      now,
    })
    active.onRefresh(schedules.sync)
    closers.push(() => runner.stop(5_000))
    await workTableChanges(jobs, ingest)
    await ownEvents.work(ingest)
    await okta.start()
    active.onRefresh(okta.start)
    closers.push(() => okta.stop())
    const upkeep = createUpkeep(log)
    upkeep.every(housekeepingMs, {
      run: () => Promise.all([okta.refresh(), ways.keepUp(), active.refreshIfChanged(), cleaner.clean()]),
      problem: 'housekeeping failed',
    })
    upkeep.every(housekeepingMs, {
      run: () => deleteTemporaryJournals(db, 500),
      problem: 'journals of flows that keep no data could not be deleted',
    })
    upkeep.every(sweepMs, {
      run: () => sweepFiles({ db, hot }, now()),
      problem: 'files that nothing names could not be deleted',
    })
    upkeep.every(sweepMs, {
      run: () => forgetOldStandings(db, now()),
      problem: 'what processes told of rate limits could not be deleted',
    })
    const retention = { executionDays: config.keepExecutionDays, eventDays: config.keepEventDays }
    upkeep.every(retentionMs, {
      run: (signal) => sweepHistory(db, retention, { now: now(), signal }),
      problem: 'old history could not be deleted',
    })
    closers.push(() => upkeep.stop())
    await server.listen({ host: config.host, port })
    closers.push(() => server.close())

    await keepLocalToken(config.dataDirectory, {
      isValid: async (token) =>
        (await authenticate(database, new Headers({ authorization: `Bearer ${token}` }))) !== undefined,
      async create() {
        const name = 'Command line on this machine'
        return (await issueApiToken(database, { name, role: 'admin', createdBy: 'system' })).token
      },
    })
    const setupToken = await prepareSetup(database, now())
    log.info({ url, storage: database.kind }, 'Keyway is ready')
    let closing: Promise<void> | undefined
    return {
      url,
      setupUrl: setupToken === undefined ? null : toSetupLink(publicUrl, setupToken),
      dataDirectory: config.dataDirectory,
      close: () => (closing ??= closeAll(closers)),
    }
  }
}

async function closeAll(closers: readonly (() => Promise<unknown> | void)[]): Promise<void> {
  for (const close of closers.toReversed()) await close()
}

function toDatabaseConfig(config: Config): Parameters<typeof openDatabase>[0] {
  return config.databaseUrl === undefined
    ? { kind: 'sqlite', directory: config.dataDirectory }
    : { kind: 'postgres', url: config.databaseUrl }
}

function toTableLimits(config: Config): TableLimits {
  const { tableRows, tableColumns, tableCellBytes, tableRowBytes } = config
  return { rows: tableRows, columns: tableColumns, cellBytes: tableCellBytes, rowBytes: tableRowBytes }
}

function toServerLimits(config: Config): ServerLimits {
  return {
    standard: {
      deadlineSeconds: config.limitDeadlineSeconds,
      steps: config.limitSteps,
      listItems: config.limitListItems,
      payloadBytes: config.limitPayloadBytes,
      children: config.limitChildren,
      nesting: config.limitNesting,
    },
    most: {
      deadlineSeconds: config.maxDeadlineSeconds,
      steps: config.maxSteps,
      listItems: config.maxListItems,
      payloadBytes: config.maxPayloadBytes,
      children: config.maxChildren,
      nesting: config.maxNesting,
    },
  }
}

function toOrigin({ profile }: OpenedConnection): string | undefined {
  return profile === undefined ? undefined : new URL(profile.baseUrl).origin
}

/** Where the console is built to. The server says what to do while there is nothing. */
const consoleDirectory = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../console/dist')
