import { PgBoss, type Db as BossDb } from 'pg-boss'
import type { Db, PostgresDatabase } from '../db/database.ts'
import { listen } from '../db/postgres/listen.ts'
import type { SqlClient } from '../db/postgres/job-writer.ts'
import { withSetupLock } from '../db/postgres/setup-lock.ts'
import { runSql } from '../db/run-sql.ts'
import { inTransaction } from './in-transaction.ts'
import type { JobOutcome, LeasedJob, NewJob, QueueDefinition } from './job.ts'
import type { DeadLetter, Jobs } from './jobs.ts'
import type { JobsSettings } from './open-jobs.ts'
import { startQueueWorker, type JobSource, type QueueWorker } from './queue-worker.ts'
import { createScheduler } from './scheduler.ts'

const yearSeconds = 365 * 24 * 3600

/**
 * Jobs in pg-boss. It keeps queue, order, retries and dead letters; fetching is ours, so that one handler runs for each
 * job, results are recorded in batches, and a wake-up comes at once: pg-boss notifies with each insert, and we notify
 * for jobs that are delayed, so that every process learns when the next one is due.
 */
export async function openPgBossJobs(database: PostgresDatabase, settings: JobsSettings): Promise<Jobs> {
  const opened: Opened = []
  try {
    return await open(database, settings, opened)
  } catch (error) {
    // Half open it would keep the process, which nobody would start again.
    await closeAll(opened, settings)
    throw error
  }
}

/** What ends each part, in the order they were opened. */
type Opened = (() => Promise<void>)[]

async function closeAll(opened: Opened, { onError }: Pick<JobsSettings, 'onError'>): Promise<void> {
  for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close().catch(onError)
}

async function open(database: PostgresDatabase, settings: JobsSettings, opened: Opened): Promise<Jobs> {
  const { pool, kysely } = database
  const superviseSeconds = Math.max(1, Math.ceil(settings.superviseMs / 1000))
  const boss = new PgBoss({
    db: toDb(pool),
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: 300,
  })
  boss.on('error', settings.onError)
  opened.push(() => boss.stop({ graceful: false }))
  // pg-boss locks its own installation too late: two processes that start on an empty database collide.
  await withSetupLock(pool, async () => {
    await boss.start()
    for (const queue of settings.queues) await createQueue(boss, queue)
  })

  const workers = new Map<string, QueueWorker>()
  const channel = await findChannel(pool)
  const listener = await listen(pool, {
    channel,
    onNotification: (queue) => workers.get(queue)?.wake(),
    // What was announced while nobody listened is found by looking.
    onReconnect: () => workers.forEach((worker) => worker.wake()),
    onError: settings.onError,
  })
  opened.push(() => listener.close())

  async function insert(db: BossDb, jobs: readonly NewJob[]): Promise<void> {
    for (const [queue, ofQueue] of Map.groupBy(jobs, (job) => job.queue)) {
      settings.findQueue(queue)
      await boss.insert(queue, ofQueue.map(toInsert), { db })
      if (ofQueue.some((job) => job.startAfter !== null)) {
        await db.executeSql('select pg_notify($1, $2)', [channel, queue])
      }
    }
  }
  const enqueue = (from: Db, jobs: readonly NewJob[]): Promise<void> =>
    inTransaction(from, (transaction) => insert(fromKysely(transaction), jobs))
  database.jobWriter.current = (client, jobs) => insert(toDb(client), jobs)

  /** A failed job would hold back its key for ever; its copy is among the dead letters, so it can go. */
  async function freeKeys(queue: string): Promise<void> {
    await boss.deleteStoredJobs(queue)
    workers.get(queue)?.wake()
  }
  const sweep = setInterval(() => {
    const ordered = settings.queues.filter((queue) => queue.ordered)
    Promise.all(ordered.map(({ name }) => freeKeys(name))).catch(settings.onError)
  }, superviseSeconds * 1000)

  opened.push(() => Promise.resolve(clearInterval(sweep)))

  const scheduler = createScheduler({ kysely, enqueue, ...settings })
  await scheduler.tick()

  return {
    enqueue,
    async work(queue, options, handler) {
      if (workers.has(queue)) throw new Error(`The queue "${queue}" has a handler in this process already.`)
      const { ordered } = settings.findQueue(queue)
      const source: JobSource = {
        queue,
        isOrdered: ordered,
        fetch: (limit) => fetch(boss, { queue, limit }),
        async settle(outcomes) {
          await settle(boss, { queue, outcomes })
          if (ordered && outcomes.some(({ error }) => error !== null)) await boss.deleteStoredJobs(queue)
        },
        async beat({ id, attempt }) {
          // The count is in the answer, though not in pg-boss's published types.
          const answer = await boss.touch(queue, { id, retryCount: attempt - 1 })
          return 'affected' in answer && answer.affected === 1
        },
        nextDueInMs: createDueFinder(pool, queue),
        onError: settings.onError,
      }
      workers.set(queue, startQueueWorker(source, options, handler))
    },
    schedule: (schedule) => scheduler.schedule(schedule),
    unschedule: (name) => scheduler.unschedule(name),
    async deadLetters(queue) {
      settings.findQueue(queue)
      const jobs = await boss.findJobs<Data>(deadName(queue), { queued: true })
      return jobs
        .toSorted((a, b) => b.createdOn.getTime() - a.createdOn.getTime())
        .slice(0, 1000)
        .map((job): DeadLetter => ({
          id: job.id,
          queue,
          payload: job.data.payload,
          orderKey: job.singletonKey,
          attempts: (job.sourceRetryCount ?? 0) + 1,
          error: readError(job.sourceOutput),
          diedAt: job.createdOn.getTime(),
        }))
    },
    async redrive(ids) {
      if (ids.length === 0) return 0
      let count = 0
      for (const { name } of settings.queues) {
        const moved = await boss.redrive(deadName(name), { ids: [...ids], limit: ids.length })
        if (moved > 0) await pool.query('select pg_notify($1, $2)', [channel, name])
        count += moved
      }
      return count
    },
    takeNoMore: () => workers.forEach((worker) => worker.takeNoMore()),
    async stop(graceMs = 10_000) {
      await scheduler.stop()
      await Promise.all([...workers.values()].map((worker) => worker.stop(graceMs)))
      database.jobWriter.current = null
      await closeAll(opened, settings)
    },
  }
}

/** pg-boss takes objects only; a payload may be any JSON. */
interface Data {
  payload: NewJob['payload']
}

export const deadName = (queue: string): string => `${queue}.dead`
const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))

export async function createQueue(boss: PgBoss, queue: QueueDefinition): Promise<void> {
  const { name, ordered, retry, expireInMs, heartbeatMs } = queue
  await boss.createQueue(deadName(name), { retentionSeconds: yearSeconds })
  const defaults = {
    ...retryOptions(retry),
    expireInSeconds: seconds(expireInMs),
    retentionSeconds: yearSeconds,
    deleteAfterSeconds: 300,
    notify: true,
  }
  await boss.createQueue(name, {
    ...defaults,
    policy: ordered ? 'key_strict_fifo' : 'standard',
    deadLetter: deadName(name),
  })
  // The definition may have changed since the queue was created. Only redriven jobs take their settings from it.
  await boss.updateQueue(name, {
    ...defaults,
    heartbeatSeconds: heartbeatMs === null ? null : Math.max(10, seconds(heartbeatMs)),
  })
}

/** pg-boss counts in whole seconds. */
function retryOptions({ limit, delayMs, backoff, maxDelayMs }: NewJob['retry']) {
  const isExponential = backoff === 'exponential'
  return {
    retryLimit: limit,
    retryDelay: Math.ceil(delayMs / 1000),
    retryBackoff: isExponential,
    ...(isExponential ? { retryDelayMax: seconds(maxDelayMs) } : {}),
  }
}

export function toInsert(job: NewJob) {
  const { id, payload, priority, startAfter, orderKey, retry, expireInMs, heartbeatMs } = job
  return {
    id,
    data: { payload } satisfies Data,
    priority,
    ...retryOptions(retry),
    expireInSeconds: seconds(expireInMs),
    ...(startAfter === null ? {} : { startAfter: new Date(startAfter).toISOString() }),
    ...(orderKey === null ? {} : { singletonKey: orderKey }),
    ...(heartbeatMs === null ? {} : { heartbeatSeconds: seconds(heartbeatMs) }),
  }
}

async function fetch(boss: PgBoss, { queue, limit }: { queue: string; limit: number }): Promise<LeasedJob[]> {
  const jobs = await boss.fetch<Data>(queue, {
    batchSize: limit,
    includeMetadata: true,
  })
  return jobs.map((job) => ({
    id: job.id,
    payload: job.data.payload,
    attempt: job.retryCount + 1,
    priority: job.priority,
    orderKey: job.singletonKey,
    expireInMs: job.expireInSeconds * 1000,
    heartbeatMs: job.heartbeatSeconds === null ? null : job.heartbeatSeconds * 1000,
  }))
}

async function settle(boss: PgBoss, { queue, outcomes }: { queue: string; outcomes: readonly JobOutcome[] }) {
  const done = outcomes.filter(({ error }) => error === null)
  if (done.length > 0) {
    await boss.complete(queue, done.map(toAttempt))
  }
  for (const outcome of outcomes) {
    if (outcome.error !== null) await boss.fail(queue, toAttempt(outcome), { message: outcome.error })
  }
}

function toAttempt({ id, attempt }: JobOutcome): { id: string; retryCount: number } {
  return { id, retryCount: attempt - 1 }
}

/** What we wrote ourselves, or what pg-boss writes for a worker that died. */
function readError(output: object | null): string {
  if (output === null) return ''
  if ('message' in output && typeof output.message === 'string') return output.message
  if ('value' in output && typeof output.value === 'object') return readError(output.value)
  return JSON.stringify(output)
}

/**
 * Finds when the next job falls due, by the server's clock. Looks from where the last look ended, so that a job which
 * falls due between a fetch and the look after it is not overlooked.
 */
function createDueFinder(pool: SqlClient, queue: string): () => Promise<number | null> {
  let lookedAt = '-infinity'
  return async () => {
    const { rows } = await pool.query<{ now: string; ms: number | null }>(
      `select now()::text as now, (extract(epoch from min(start_after) - now()) * 1000)::float8 as ms
        from pgboss.job where name = $1 and state < 'active' and start_after > $2::timestamptz`,
      [queue, lookedAt],
    )
    lookedAt = rows[0]?.now ?? lookedAt
    return rows[0]?.ms ?? null
  }
}

/** The channel on which pg-boss announces jobs; the same expression as in its own SQL. */
async function findChannel(pool: SqlClient): Promise<string> {
  const { rows } = await pool.query<{ channel: string }>(
    `select 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) as channel`,
  )
  const channel = rows[0]?.channel
  if (channel === undefined) throw new Error('Expected the channel of pg-boss, found none.')
  return channel
}

function toDb(queryable: SqlClient): BossDb {
  return { executeSql: (text, values) => queryable.query(text, values) }
}

function fromKysely(transaction: Db): BossDb {
  return {
    async executeSql(text, values) {
      return { rows: await runSql(transaction, { sql: text, parameters: values ?? [] }) }
    },
  }
}
