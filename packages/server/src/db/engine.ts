import { PostgresAdapter } from 'kysely'
import type { Db } from './database.ts'

/** Which engine a handle, or a transaction of it, writes to: for the few statements that they spell differently. */
export function engineOf(db: Db): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}
