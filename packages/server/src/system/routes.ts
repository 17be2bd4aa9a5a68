import { catalog as catalogContract, metrics as metricsContract, system as contract } from '@keyway/api'
import type { Catalog } from '@keyway/sdk'
import { describeCatalog } from '../catalog/describe-catalog.ts'
import { findOperations } from '../catalog/find-operations.ts'
import { searchEvents } from '../catalog/search-events.ts'
import type { ShownSetting } from '../config.ts'
import type { Db } from '../db/database.ts'
import { countUnfinished } from '../executions/store.ts'
import type { HttpServer } from '../http/server.ts'
import { previewSchedule } from '../schedules/preview-schedule.ts'
import { formatMetrics, type Metric } from './format-metrics.ts'
import { readVersion } from './version.ts'

export interface SystemParts {
  db: Db
  catalog: Catalog
  storage: 'sqlite' | 'postgres'
  publicUrl: string
  startedAt: number
  counters: () => Record<string, number>
  settings: readonly ShownSetting[]
  /** Figures of other parts. */
  metrics: () => Promise<Metric[]>
}

/** Mounts what tells about the process itself: version and counters, and its catalog. */
export function mountSystem(server: HttpServer, parts: SystemParts): void {
  const { db, storage, publicUrl, startedAt } = parts
  let described: ReturnType<typeof describeCatalog> | undefined
  const version = readVersion()

  server.mountStream(metricsContract.getMetrics, async () => {
    const counters = Object.entries(parts.counters())
    const own: Metric = {
      name: 'keyway_events_total',
      help: 'What this process accepted, refused and started since its start, by name.',
      kind: 'counter',
      samples: counters.map(([name, value]) => ({ labels: { name }, value })),
    }
    const unfinished: Metric = {
      name: 'keyway_executions_unfinished',
      help: 'Executions that are not over, by status.',
      kind: 'gauge',
      samples: Object.entries(await countUnfinished(db)).map(([status, value]) => ({
        labels: { status },
        value: Number(value),
      })),
    }
    const text = formatMetrics([own, unfinished, ...(await parts.metrics())])
    return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
  })

  server.mount(contract.getSystem, async () => {
    const { running, waiting, queued, in_doubt: inDoubt } = await countUnfinished(db)
    return {
      version,
      storage,
      publicUrl,
      startedAt,
      executions: { running, waiting, queued, inDoubt },
      counters: parts.counters(),
    }
  })

  server.mount(contract.listSettings, () =>
    Promise.resolve({
      items: parts.settings.map((setting) => ({ ...setting, variables: [...setting.variables] })),
    }),
  )

  server.mount(contract.previewSchedule, ({ query }) => Promise.resolve(previewSchedule(query, Date.now())))

  server.mount(catalogContract.getCatalog, () =>
    // Made when somebody asks: schemas of everything take a while, and a start should not.
    Promise.resolve((described ??= describeCatalog(parts.catalog))),
  )

  server.mount(catalogContract.searchOperations, async ({ params, query }) => {
    const { items, total } = findOperations(parts.catalog, { connector: params.connectorId, ...query })
    return { items: items.map((operation) => ({ ...operation, scopes: [...operation.scopes] })), total }
  })
  server.mount(catalogContract.searchEvents, ({ query }) =>
    Promise.resolve(searchEvents(parts.catalog, query)),
  )
}
