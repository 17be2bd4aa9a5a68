import type { Db, SqliteDatabase } from '../db/database.ts'
import { runSql } from '../db/run-sql.ts'
import { insertJobParameters, insertJobSql } from '../db/sqlite/job-operations.ts'
import { inTransaction } from './in-transaction.ts'
import type { NewJob } from './job.ts'
import type { DeadLetter, Jobs } from './jobs.ts'
import type { JobsSettings } from './open-jobs.ts'
import { startQueueWorker, type JobSource, type QueueWorker } from './queue-worker.ts'
import { createScheduler } from './scheduler.ts'

/**
 * Jobs in a table of the SQLite database. All workers are in this process, so commits wake them directly and there is
 * no lease to lose: what is active at the start was cut off by the end of an earlier process.
 */
export async function openSqliteJobs(database: SqliteDatabase, settings: JobsSettings): Promise<Jobs> {
  const { kysely, read, write } = database
  const workers = new Map<string, QueueWorker>()
  /** Queues into which a transaction of Kysely has put jobs that may not be committed yet. */
  const touched = new Set<string>()

  await write('abandonJobs', Date.now())
  const unsubscribe = database.onCommit((queues) => {
    for (const queue of new Set([...touched, ...queues])) workers.get(queue)?.wake()
    touched.clear()
  })

  const enqueue = (db: Db, jobs: readonly NewJob[]): Promise<void> =>
    inTransaction(db, async (transaction) => {
      const now = Date.now()
      for (const job of jobs) {
        settings.findQueue(job.queue)
        await runSql(transaction, { sql: insertJobSql, parameters: insertJobParameters(job, now) })
        // The transaction keeps every other writer out, so the next commit is its own.
        touched.add(job.queue)
      }
    })

  const scheduler = createScheduler({ kysely, enqueue, ...settings })
  await scheduler.tick()

  return {
    enqueue,
    async work(queue, options, handler) {
      if (workers.has(queue)) throw new Error(`The queue "${queue}" has a handler in this process already.`)
      const { ordered } = settings.findQueue(queue)
      let fetchedAt = 0
      const source: JobSource = {
        queue,
        isOrdered: ordered,
        fetch: (limit) => write('fetchJobs', { queue, now: (fetchedAt = Date.now()), limit }),
        settle: (outcomes) => write('settleJobs', { outcomes, now: Date.now() }),
        beat: async () => true,
        async nextDueInMs() {
          const dueAt = await read('nextJobDueAt', { queue, after: fetchedAt })
          return dueAt === null ? null : dueAt - Date.now()
        },
        onError: settings.onError,
      }
      workers.set(queue, startQueueWorker(source, options, handler))
    },
    schedule: (schedule) => scheduler.schedule(schedule),
    unschedule: (name) => scheduler.unschedule(name),
    async deadLetters(queue) {
      const rows = await runSql<DeadLetterRow>(kysely, {
        sql: `select id, job, attempts, error, died_at from dead_letters
          where queue = ? order by died_at desc, id desc limit 1000`,
        parameters: [queue],
      })
      return rows.map(({ id, job, attempts, error, died_at }): DeadLetter => {
        const { payload, orderKey }: NewJob = JSON.parse(job)
        return { id, queue, payload, orderKey, attempts, error, diedAt: died_at }
      })
    },
    async redrive(ids) {
      const queues = await write('redriveJobs', { ids, now: Date.now() })
      for (const queue of new Set(queues)) workers.get(queue)?.wake()
      return queues.length
    },
    takeNoMore: () => workers.forEach((worker) => worker.takeNoMore()),
    async stop(graceMs = 10_000) {
      await scheduler.stop()
      await Promise.all([...workers.values()].map((worker) => worker.stop(graceMs)))
      unsubscribe()
    },
  }
}

interface DeadLetterRow {
  id: string
  job: string
  attempts: number
  error: string
  died_at: number
}
