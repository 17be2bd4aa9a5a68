import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { Database, DatabaseConfig } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import type { NewJob, QueueDefinition } from '../jobs/job.ts'
import type { Job, Jobs } from '../jobs/jobs.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { many, queues } from './queues.ts'

/** Opens a new store and its jobs for each test of the enclosing `describe`, and closes them. */
export function createJobsHarness(createConfig: () => Promise<DatabaseConfig>) {
  let config: DatabaseConfig
  let db: Database
  let jobs: Jobs
  const onError = vi.fn<(error: unknown) => void>()

  const openStore = async (): Promise<Database> => (db = await openDatabase(config))
  async function open(): Promise<void> {
    await openStore()
    jobs = await openJobs(db, { queues, onError, superviseMs: 1_000 })
  }
  async function close(): Promise<void> {
    await jobs.stop(100)
    await db.close()
  }
  beforeEach(async () => {
    onError.mockReset()
    config = await createConfig()
    await open()
  })
  afterEach(async () => {
    await close()
    expect(onError.mock.calls).toEqual([])
  })

  return {
    get db(): Database {
      return db
    },
    get jobs(): Jobs {
      return jobs
    },
    open,
    close,
    /** Opens the store alone, as long as its jobs are closed. */
    openStore,
    enqueue: (...list: NewJob[]) => jobs.enqueue(db.kysely, list),
    /** Works a queue and notes what ran. */
    async collect(
      queue: QueueDefinition,
      options = many,
      run: (job: Job) => void | Promise<void> = () => {},
    ): Promise<Job[]> {
      const ran: Job[] = []
      await jobs.work(queue.name, options, async (job) => {
        ran.push(job)
        await run(job)
      })
      return ran
    },
  }
}

/** Waits until the expectation holds. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 12_000, interval: 10 })
}
