import type { Pool, PoolClient } from 'pg'
import type { NewJob } from '../../jobs/job.ts'

/** Inserts jobs within a transaction that the caller has begun on the client. */
export type JobWriter = (client: PoolClient, jobs: readonly NewJob[]) => Promise<void>

/** Whatever runs SQL: the pool, or one connection of it. */
export type SqlClient = Pool | PoolClient
