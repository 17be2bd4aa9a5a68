import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { HotStore } from './hot-store.ts'
import type { JobWriter } from './postgres/job-writer.ts'
import type { Schema } from './schema.ts'
import type { Calls } from '../threads/calls.ts'
import type { Operations } from './sqlite/protocol.ts'

/** A database handle as features pass it on: the store itself, or a transaction of it. */
export type Db = Kysely<Schema>

export type DatabaseConfig =
  { kind: 'sqlite'; directory: string } | ({ kind: 'postgres'; url: string } & Partial<PostgresLimits>)

/** What a process takes of a PostgreSQL server. */
export interface PostgresLimits {
  /** Connections for everything but batches, which have four of their own. */
  connections: number
  /** Longest statement, in seconds. */
  statementSeconds: number
}

/** What both engines offer. */
interface Store {
  /** The newest migration that this version knows; the schema itself may be newer. */
  schemaKnown: number
  /** Everything but the hot path. A resolved write is on disk. */
  kysely: Db
  /**
   * The same for work that nobody waits for and that asks long questions, such as the walk of a directory: on SQLite it
   * reads over a connection of its own, so that a page of the console never stands behind it.
   */
  background: Db
  /** The hot path in batches; put a `GroupCommitter` in front. */
  hot: HotStore
  /** Finishes what runs and lets go of the data directory or the server. */
  close(): Promise<void>
}

export type CommitListener = (queues: readonly string[]) => void

export interface SqliteDatabase extends Store {
  kind: 'sqlite'
  /** Where it is: threads of this process may read it over connections of their own. */
  file: string
  /** Runs an operation of the writing thread. */
  write: Calls<Operations>['call']
  /** Runs a reading operation in the reading thread. */
  read: Calls<Operations>['call']
  /** Calls back after each commit, with the queues its batch put jobs into. Returns the function that ends it. */
  onCommit(listener: CommitListener): () => void
}

export interface PostgresDatabase extends Store {
  kind: 'postgres'
  pool: Pool
  /** How batches enqueue their jobs; set while `Jobs` are open. */
  jobWriter: { current: JobWriter | null }
}

/** The open store. */
export type Database = SqliteDatabase | PostgresDatabase
