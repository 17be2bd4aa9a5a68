import type { PoolClient } from 'pg'
import type { NewJob } from '../../jobs/job.ts'

/** Inserts jobs within a transaction that the caller has begun on the client. */
export type JobWriter = (client: PoolClient, jobs: readonly NewJob[]) => Promise<void>
