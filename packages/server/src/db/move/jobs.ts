import type { ClientBase } from 'pg'
import { PgBoss } from 'pg-boss'
import { z } from '@keyway/sdk'
import type { NewJob, QueueDefinition } from '../../jobs/job.ts'
import { createQueue, deadName, toInsert } from '../../jobs/pg-boss-jobs.ts'
import { createDigester, type Digest, type Value } from './digest.ts'
import type { MoveSource } from './source.ts'
import { inTransaction, keepState, type MoveTarget } from './target.ts'

/** Jobs and dead letters, which pg-boss keeps in tables of its own. Both are few, whatever the history is. */
const atOnce = 500

const retry = z.object({
  limit: z.number(),
  delayMs: z.number(),
  backoff: z.enum(['fixed', 'exponential']),
  maxDelayMs: z.number(),
})
/** A job as the dead letters of SQLite keep it. */
const keptJob = z.object({
  id: z.string(),
  queue: z.string(),
  payload: z.json(),
  startAfter: z.number().nullable(),
  priority: z.number(),
  orderKey: z.string().nullable(),
  retry,
  expireInMs: z.number(),
  heartbeatMs: z.number().nullable(),
})

interface DeadJob {
  job: NewJob
  attempts: number
  error: string
  diedAt: number
}

/** Puts the jobs of the source into pg-boss, each with all its tries. What was active is due again, as after a crash. */
export async function moveJobs(
  source: MoveSource,
  { client }: MoveTarget,
  queues: readonly QueueDefinition[],
): Promise<void> {
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
  const boss = new PgBoss({ db, schedule: false, supervise: false })
  await boss.start()
  try {
    for (const queue of queues) await createQueue(boss, queue)
    const jobs = Array.from(readJobs(source)).toSorted((a, b) => a.seq - b.seq)
    const dead = Array.from(readDead(source))
    const known = new Set(queues.map(({ name }) => name))
    const strange = [...jobs, ...dead].find(({ job }) => !known.has(job.queue))
    if (strange !== undefined) {
      throw new Error(
        `The source has jobs in the queue "${strange.job.queue}", which this version does not have.`,
      )
    }
    for (let at = 0; at < jobs.length; at += atOnce) {
      await moveOnce(client, `jobs ${at}`, async () => {
        const part = jobs.slice(at, at + atOnce).map(({ job }) => job)
        for (const [queue, ofQueue] of Map.groupBy(part, (job) => job.queue)) {
          await boss.insert(queue, ofQueue.map(toInsert))
        }
      })
    }
    for (let at = 0; at < dead.length; at += atOnce) {
      await moveOnce(client, `dead_letters ${at}`, () =>
        insertDead(boss, client, dead.slice(at, at + atOnce)),
      )
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** Does a part unless an earlier run has done it. */
async function moveOnce(client: ClientBase, part: string, task: () => Promise<void>): Promise<void> {
  await inTransaction(client, async () => {
    const { rows } = await client.query('select 1 from keyway_move where table_name = $1', [part])
    if (rows.length > 0) return
    await task()
    await keepState(client, part, { position: null, rows: 0, isDone: true })
  })
}

async function insertDead(boss: PgBoss, client: ClientBase, letters: readonly DeadJob[]): Promise<void> {
  for (const [queue, ofQueue] of Map.groupBy(letters, ({ job }) => job.queue)) {
    await boss.insert(
      deadName(queue),
      ofQueue.map(({ job }) => ({
        id: job.id,
        data: { payload: job.payload },
        priority: job.priority,
        ...(job.orderKey === null ? {} : { singletonKey: job.orderKey }),
      })),
    )
    await client.query(
      `update pgboss.job set created_on = to_timestamp(x."diedAt" / 1000.0), source_name = $2, source_id = x.id,
          source_retry_count = x.attempts - 1, source_output = jsonb_build_object('message', x.error), source_root_id = x.id
        from json_to_recordset($3::json) as x (id uuid, attempts integer, error text, "diedAt" bigint)
        where job.name = $1 and job.id = x.id`,
      [
        deadName(queue),
        queue,
        JSON.stringify(
          ofQueue.map(({ job: { id }, attempts, error, diedAt }) => ({ id, attempts, error, diedAt })),
        ),
      ],
    )
  }
}

export function digestSourceJobs(source: MoveSource): { jobs: Digest; deadLetters: Digest } {
  const jobs = createDigester()
  for (const { job } of readJobs(source)) jobs.add(valuesOf(job, job.startAfter))
  const deadLetters = createDigester()
  for (const { job, attempts, error, diedAt } of readDead(source)) {
    deadLetters.add([...valuesOf(job, null), attempts, error, diedAt])
  }
  return { jobs: jobs.digest(), deadLetters: deadLetters.digest() }
}

interface BossRow {
  id: string
  name: string
  payload: string
  priority: number
  orderKey: string | null
  startAfter: number
  attempts: number
  error: string | null
  createdAt: number
}

export async function digestTargetJobs(
  { client }: MoveTarget,
  queues: readonly QueueDefinition[],
): Promise<{ jobs: Digest; deadLetters: Digest }> {
  const jobs = createDigester()
  const deadLetters = createDigester()
  for (const { name } of queues) {
    const { rows } = await client.query<BossRow>(
      `select id::text, name, (data->'payload')::text as payload, priority, singleton_key as "orderKey",
          round(extract(epoch from start_after) * 1000)::float8 as "startAfter", source_retry_count + 1 as attempts,
          source_output->>'message' as error, round(extract(epoch from created_on) * 1000)::float8 as "createdAt"
        from pgboss.job where name in ($1, $2) and state < 'active'`,
      [name, deadName(name)],
    )
    for (const row of rows) {
      const job = { ...row, queue: name, payload: z.json().parse(JSON.parse(row.payload)) }
      if (row.name === name) jobs.add(valuesOf(job, row.startAfter))
      else deadLetters.add([...valuesOf(job, null), row.attempts, row.error, row.createdAt])
    }
  }
  return { jobs: jobs.digest(), deadLetters: deadLetters.digest() }
}

function valuesOf(
  {
    id,
    queue,
    payload,
    priority,
    orderKey,
  }: Pick<NewJob, 'id' | 'queue' | 'payload' | 'priority' | 'orderKey'>,
  startAfter: number | null,
): Value[] {
  return [id, queue, JSON.stringify(payload, sortKeys), priority, orderKey, startAfter]
}

/** PostgreSQL keeps the keys of an object in an order of its own. */
function sortKeys(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value
}

function* readJobs(source: MoveSource): Generator<{ seq: number; job: NewJob }> {
  for (const row of rowsOf(source, 'jobs')) {
    const job = keptJob.parse({
      id: row['id'],
      queue: row['queue'],
      payload: JSON.parse(String(row['payload'])),
      startAfter: row['run_at'],
      priority: row['priority'],
      orderKey: row['order_key'],
      retry: {
        limit: row['retry_limit'],
        delayMs: row['retry_delay_ms'],
        backoff: row['retry_backoff'],
        maxDelayMs: row['retry_max_delay_ms'],
      },
      expireInMs: row['expire_in_ms'],
      heartbeatMs: row['heartbeat_ms'],
    })
    yield { seq: Number(row['seq']), job }
  }
}

function* readDead(source: MoveSource): Generator<DeadJob> {
  for (const row of rowsOf(source, 'dead_letters')) {
    yield {
      job: keptJob.parse(JSON.parse(String(row['job']))),
      attempts: Number(row['attempts']),
      error: String(row['error']),
      diedAt: Number(row['died_at']),
    }
  }
}

function* rowsOf(source: MoveSource, table: string): Generator<Record<string, Value | undefined>> {
  const columns = source.columns(table)
  for (const values of source.readAll(table)) {
    yield Object.fromEntries(columns.map((name, at) => [name, values[at]]))
  }
}
