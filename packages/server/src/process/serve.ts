import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { mountAccess } from '../access/routes.ts'
import { authenticate } from '../auth/authenticate.ts'
import { mountAccount } from '../auth/routes.ts'
import { forecastRun, type BudgetParts } from '../budgets/budgets.ts'
import { mountBudgets } from '../budgets/routes.ts'
import type { ShownSetting } from '../config.ts'
import { openGoverned } from '../connections/open-connection.ts'
import { mountChecks } from '../checks/routes.ts'
import { mountConnections } from '../connections/routes.ts'
import { mountAlerts } from '../alerts/routes.ts'
import { mountDetections } from '../detections/routes.ts'
import { mountNotifications } from '../notifications/routes.ts'
import { mountEvents } from '../events/routes.ts'
import { mountReplays } from '../events/replays/routes.ts'
import { lookForAnswers } from '../executions/look-for-answers.ts'
import { mountExecutions } from '../executions/routes.ts'
import { mountFiles } from '../files/routes.ts'
import { mountFindings } from '../findings/routes.ts'
import { mountFlows } from '../flows/routes.ts'
import { mountLive } from '../http/live.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createWaysIn, type WaysIn } from '../ingest/ways-in.ts'
import type { OpenedConnection } from '../outbound/action-context.ts'
import { mountQuestions } from '../questions/routes.ts'
import { mountHealth } from '../system/health.ts'
import { mountSystem } from '../system/routes.ts'
import { mountTables } from '../tables/routes.ts'
import { insertTable } from '../tables/store.ts'
import type { Core } from './core.ts'

/** Mounts the console, the API and all ways in. It does not listen yet. `settings` are what people may see of them. */
export async function serve(
  core: Core,
  settings: readonly ShownSetting[],
): Promise<{ server: HttpServer; ways: WaysIn }> {
  const { database, db, hot, vault, catalog, outbound, active, connections, okta } = core
  const { tableParts, tables, files, jobs, runner, starting, ingest, audit, now, newId, publicUrl } = core
  const server = createHttpServer({
    publicUrl,
    authenticate: (headers) => authenticate(database, headers),
    log: core.log,
    consoleDirectory,
    intakeBytes: core.config.intakeBytes,
  })
  const governed: BudgetParts = {
    ledger: core.ledger,
    reserve: core.reserve,
    openGoverned: () => openGoverned({ database, vault, catalog }, connections),
    now,
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
    tell: core.ownEvents.tell,
  })
  mountFlows(server, { ...flowParts, starting, audit })
  mountExecutions(server, {
    db,
    hot,
    catalog,
    runner,
    starting,
    program: active.program,
    forecast: (run) => forecastRun(governed, run),
    now,
    newId,
    audit,
  })
  mountQuestions(server, { db, jobs, lookAtAnswers: runner.lookAtAnswers, now, audit })
  mountEvents(server, { db })
  mountReplays(server, { db, jobs, now, newId, audit })
  mountDetections(server, { db, rules: core.detections.rules, jobs, now, newId, audit })
  mountAlerts(server, { ...core.detections, db, starting, active, now, newId, publicUrl, audit })
  mountNotifications(server, {
    database,
    db,
    vault,
    catalog,
    outbound,
    tables,
    jobs,
    publicUrl,
    now,
    newId,
    audit,
  })
  mountBudgets(server, { ...governed, originOf: async (id) => toOrigin(await connections.open(id)) })
  mountTables(server, { parts: tableParts, tables, audit })
  mountFiles(server, { files, maxBytes: core.config.maxFileBytes })
  mountHealth(server, { db, isDraining: core.presence.isDraining, now })
  mountSystem(server, {
    db,
    catalog,
    storage: database.kind,
    publicUrl,
    startedAt: core.startedAt,
    counters: core.counters.all,
    settings,
    metrics: () => okta.metrics(),
  })
  mountLive(server, core.hub)
  okta.mount(server)
  core.inventory.mount(server)
  mountAccess(server, { db })
  mountChecks(server, { ...core.checks, audit })
  mountFindings(server, { ...core.checks, starting, active, publicUrl, audit })
  const ways = await createWaysIn({
    authenticate: (headers) => authenticate(database, headers),
    ...ingest,
    db,
    vault,
    catalog,
    outbound,
    responses: core.responses,
    publicUrl,
    audit,
  })
  core.closers.add(() => ways.flush())
  core.closers.add(
    lookForAnswers({ db, hot, responses: core.responses, runner, program: active.program, log: core.log }),
  )
  ways.mount(server)
  return { server, ways }
}

/** Answers how a process is that has no API. */
export function serveHealth(core: Core): HttpServer {
  const server = createHttpServer({
    publicUrl: core.url,
    authenticate: () => Promise.resolve(undefined),
    log: core.log,
    consoleDirectory: undefined,
  })
  mountHealth(server, { db: core.db, isDraining: core.presence.isDraining, now: core.now })
  return server
}

function toOrigin({ profile }: OpenedConnection): string | undefined {
  return profile === undefined ? undefined : new URL(profile.baseUrl).origin
}

/** Where the console is built to. The server says what to do while there is nothing. */
const consoleDirectory = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../console/dist')
