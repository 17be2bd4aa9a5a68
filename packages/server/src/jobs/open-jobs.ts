import type { Database } from '../db/database.ts'
import type { QueueDefinition } from './job.ts'
import type { Jobs } from './jobs.ts'
import { openSqliteJobs } from './sqlite-jobs.ts'

export interface JobsOptions {
  /** All queues that exist. A queue that is left out keeps its jobs, but nothing runs them. */
  queues: readonly QueueDefinition[]
  /** Where errors go that concern no single job. What failed is tried again. */
  onError: (error: unknown) => void
  /** How often PostgreSQL is searched for jobs whose process died; whole seconds. */
  superviseMs: number
}

/** The options as the adapters use them. */
export interface JobsSettings extends JobsOptions {
  /** @throws {Error} when the queue is not declared. */
  findQueue: (name: string) => QueueDefinition
}

/** Opens the jobs of a database. Stop them before closing the database. */
export async function openJobs(database: Database, options: JobsOptions): Promise<Jobs> {
  const queues = new Map(options.queues.map((queue) => [queue.name, queue]))
  const settings: JobsSettings = {
    ...options,
    findQueue(name) {
      const queue = queues.get(name)
      if (queue === undefined) {
        throw new Error(`Found no queue "${name}". Declared are: ${[...queues.keys()].join(', ')}.`)
      }
      return queue
    },
  }
  if (database.kind === 'sqlite') return openSqliteJobs(database, settings)
  // Whoever keeps everything in a file need not hold what talks to a server.
  const { openPgBossJobs } = await import('./pg-boss-jobs.ts')
  return openPgBossJobs(database, settings)
}
