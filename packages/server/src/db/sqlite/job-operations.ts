import type { DatabaseSync } from 'node:sqlite'
import type { JobOutcome, LeasedJob, NewJob } from '../../jobs/job.ts'
import { createStatementCache } from './statements.ts'

/** The job table's operations; each is one transaction. */
export interface JobOperations {
  fetchJobs: (request: { queue: string; now: number; limit: number }) => LeasedJob[]
  /** Deletes the done, plans the retries, buries those out of tries. Skips those that another attempt has by now. */
  settleJobs: (request: { outcomes: readonly JobOutcome[]; now: number }) => void
  /** Fails every attempt: called at start, when no worker can be alive. */
  abandonJobs: (now: number) => void
  /** When the next job falls due, of those that do so after the given time. */
  nextJobDueAt: (request: { queue: string; after: number }) => number | null
  /** Returns the queues of the dead letters it put back. */
  redriveJobs: (request: { ids: readonly string[]; now: number }) => string[]
}

/** Also run by transactions of Kysely, which pass the same parameters. */
export const insertJobSql = `insert into jobs (id, queue, payload, priority, order_key, run_at, retry_limit,
  retry_delay_ms, retry_backoff, retry_max_delay_ms, expire_in_ms, heartbeat_ms)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

export function insertJobParameters(job: NewJob, now: number): (string | number | null)[] {
  const { limit, delayMs, backoff, maxDelayMs } = job.retry
  return [
    job.id,
    job.queue,
    JSON.stringify(job.payload),
    job.priority,
    job.orderKey,
    job.startAfter ?? now,
    limit,
    delayMs,
    backoff,
    maxDelayMs,
    job.expireInMs,
    job.heartbeatMs,
  ]
}

interface JobRow {
  seq: number
  id: string
  queue: string
  payload: string
  priority: number
  order_key: string | null
  attempt: number
  retry_limit: number
  retry_delay_ms: number
  retry_backoff: 'fixed' | 'exponential'
  retry_max_delay_ms: number
  expire_in_ms: number
  heartbeat_ms: number | null
}

/** A job that is active or waits for its retry goes before all of its key; otherwise the earliest that is due does. */
const headOfKey = `(j.order_key is null or not exists (
  select 1 from jobs b where b.queue = j.queue and b.order_key = j.order_key and b.seq <> j.seq
    and (b.is_active = 1 or b.attempt > 0 or (j.attempt = 0 and b.seq < j.seq and b.run_at <= ?2))))`

export function createJobOperations(
  db: DatabaseSync,
): JobOperations & { insert: (job: NewJob, now: number) => void } {
  const prepare = createStatementCache(db)
  const rows = (sql: string, ...parameters: (string | number | null)[]): JobRow[] =>
    prepare(sql).all(...parameters) as unknown as JobRow[]

  const insert = (job: NewJob, now: number): void => {
    prepare(insertJobSql).run(...insertJobParameters(job, now))
  }

  /** From the highest down, each by one look into the index: jobs that wait for later are never walked over. */
  function* priorities(queue: string): Generator<number> {
    let below = Number.MAX_SAFE_INTEGER
    for (;;) {
      const found = prepare(
        'select max(priority) as top from jobs where queue = ? and is_active = 0 and priority < ?',
      ).get(queue, below)
      if (typeof found?.['top'] !== 'number') return
      yield (below = found['top'])
    }
  }

  const fail = (job: JobRow, error: string, now: number): void => {
    if (job.attempt > job.retry_limit) {
      bury(job, error, now)
      return
    }
    prepare('update jobs set is_active = 0, run_at = ? where seq = ?').run(now + retryDelay(job), job.seq)
  }

  const bury = (job: JobRow, error: string, now: number): void => {
    const kept: NewJob = {
      id: job.id,
      queue: job.queue,
      payload: JSON.parse(job.payload),
      startAfter: null,
      priority: job.priority,
      orderKey: job.order_key,
      retry: {
        limit: job.retry_limit,
        delayMs: job.retry_delay_ms,
        backoff: job.retry_backoff,
        maxDelayMs: job.retry_max_delay_ms,
      },
      expireInMs: job.expire_in_ms,
      heartbeatMs: job.heartbeat_ms,
    }
    prepare(
      `insert into dead_letters (id, queue, job, attempts, error, died_at) values (?, ?, ?, ?, ?, ?)`,
    ).run(job.id, job.queue, JSON.stringify(kept), job.attempt, error, now)
    prepare('delete from jobs where seq = ?').run(job.seq)
  }

  return {
    insert,
    fetchJobs({ queue, now, limit }) {
      const leased: LeasedJob[] = []
      // Listed before anything is taken: the list is read from the rows that the loop changes.
      const all = Array.from(priorities(queue))
      for (const priority of all) {
        const due = rows(
          `select * from jobs j where queue = ?1 and priority = ?3 and is_active = 0 and run_at <= ?2 and ${headOfKey}
            order by run_at, seq limit ?4`,
          queue,
          now,
          priority,
          limit - leased.length,
        )
        for (const job of due) {
          prepare('update jobs set is_active = 1, attempt = attempt + 1 where seq = ?').run(job.seq)
          leased.push({
            id: job.id,
            payload: JSON.parse(job.payload),
            attempt: job.attempt + 1,
            priority,
            orderKey: job.order_key,
            expireInMs: job.expire_in_ms,
            heartbeatMs: job.heartbeat_ms,
          })
        }
        if (leased.length === limit) break
      }
      return leased
    },
    settleJobs({ outcomes, now }) {
      for (const { id, attempt, error } of outcomes) {
        const [job] = rows('select * from jobs where id = ? and attempt = ? and is_active = 1', id, attempt)
        if (job === undefined) continue
        if (error === null) prepare('delete from jobs where seq = ?').run(job.seq)
        else fail(job, error, now)
      }
    },
    abandonJobs(now) {
      for (const job of rows('select * from jobs where is_active = 1')) {
        fail(job, 'The process ended while the job ran.', now)
      }
    },
    nextJobDueAt({ queue, after }) {
      let dueAt: number | null = null
      for (const priority of priorities(queue)) {
        const next = prepare(
          'select min(run_at) as at from jobs where queue = ? and priority = ? and is_active = 0 and run_at > ?',
        ).get(queue, priority, after)
        if (typeof next?.['at'] === 'number') dueAt = Math.min(dueAt ?? Infinity, next['at'])
      }
      return dueAt
    },
    redriveJobs({ ids, now }) {
      const queues: string[] = []
      for (const id of ids) {
        const found = prepare('delete from dead_letters where id = ? returning job').get(id)
        if (typeof found?.['job'] !== 'string') continue
        const job: NewJob = JSON.parse(found['job'])
        insert(job, now)
        queues.push(job.queue)
      }
      return queues
    },
  }
}

/** Half of an exponential pause is random, as in pg-boss, so that what failed together does not return together. */
function retryDelay(job: JobRow): number {
  if (job.retry_backoff === 'fixed') return job.retry_delay_ms
  const full = job.retry_delay_ms * 2 ** Math.min(16, job.attempt - 1)
  return Math.round(Math.min(job.retry_max_delay_ms, full) * (0.5 + Math.random() / 2))
}
