import type { Cause } from '@keyway/engine'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { readCause } from '../../executions/causes.ts'
import type { ActiveFlows } from '../../flows/active-flows.ts'
import { tableEventType } from '../../flows/heard-events.ts'
import { newJob, type QueueDefinition } from '../../jobs/job.ts'
import type { Job, Jobs } from '../../jobs/jobs.ts'
import type { RowChange, TableWatch } from '../../tables/row-changes.ts'
import type { StoredTable } from '../../tables/store.ts'
import { toTableRow } from '../../tables/table-store.ts'
import { acceptEvents, type AcceptParts, type IncomingEvent } from '../accept-events.ts'

/** Changes of rows that flows wait for, in the order of each table. */
export const tableChangeQueue: QueueDefinition = {
  name: 'table-changes',
  ordered: true,
  retry: { limit: 20, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 60_000,
  heartbeatMs: null,
}

/** Changes in one job: a large import makes many. */
const changesInJob = 100

/** Keeps changes of rows that flows wait for as jobs, in the transaction of the change. */
export function createTableWatch(
  active: Pick<ActiveFlows, 'watchesTable'>,
  jobs: Pick<Jobs, 'enqueue'>,
  cause?: Cause,
): TableWatch {
  const kept = cause === undefined ? {} : { cause: { ...cause } }
  return {
    isWatched: active.watchesTable,
    by: (execution) => createTableWatch(active, jobs, execution),
    async keep(transaction, table, changes) {
      const { id, name } = table
      const items = changes.map((change) => toItem(table, change))
      const batches = Array.from({ length: Math.ceil(items.length / changesInJob) }, (_, at) =>
        items.slice(at * changesInJob, (at + 1) * changesInJob),
      )
      await jobs.enqueue(
        transaction,
        batches.map((batch) =>
          newJob(tableChangeQueue, { table: { id, name }, changes: batch, ...kept }, { orderKey: id }),
        ),
      )
    },
  }
}

/** Turns kept changes into events. The job's id makes each one event, however often the job runs. */
export async function workTableChanges(jobs: Pick<Jobs, 'work'>, parts: AcceptParts): Promise<void> {
  await jobs.work(tableChangeQueue.name, { concurrency: 4, batchSize: 4 }, async (job) => {
    await acceptEvents(parts, toEvents(job))
  })
}

function toItem(table: StoredTable, { change, row, before }: RowChange): JsonObject {
  const [now, then] = [row, before].map((one) => (one === null ? null : shown(table, one)))
  return { change, row: now ?? null, before: then ?? null }
}

function shown(table: StoredTable, row: RowChange['row']): JsonObject {
  const { id, version, createdAt, updatedAt, values } = toTableRow(table, row)
  return { id, version, createdAt, updatedAt, values }
}

function toEvents({ id, payload }: Job): IncomingEvent[] {
  const { table = null, changes = null, cause: kept = null } = isJsonObject(payload) ? payload : {}
  if (!isJsonObject(table) || !Array.isArray(changes)) {
    throw new Error('A job of the table-changes queue names a table and changes; this one does not.')
  }
  const cause = readCause(kept)
  const caused = cause === undefined ? {} : { cause }
  return changes
    .filter(isJsonObject)
    .map((item, at) => ({ ...toEvent({ table, item }, `table:${id}:${at}`), ...caused }))
}

function toEvent({ table, item }: { table: JsonObject; item: JsonObject }, identity: string): IncomingEvent {
  const { change = null, row = null } = item
  const kind = change === 'added' || change === 'changed' ? change : 'removed'
  const { id = null, updatedAt = null } = isJsonObject(row) ? row : {}
  const payload: Json = { table, ...item }
  return {
    source: 'tables',
    type: tableEventType(kind),
    identity,
    subject: typeof id === 'string' ? id : null,
    occurredAt: typeof updatedAt === 'string' ? Date.parse(updatedAt) : 0,
    payload,
  }
}
