import type { Kysely } from 'kysely'
import type { HotStore } from './hot-store.ts'
import type { Schema } from './schema.ts'

export type DatabaseConfig = { kind: 'sqlite'; directory: string } | { kind: 'postgres'; url: string }

/** The open store, the same for both engines. */
export interface Database {
  kind: 'sqlite' | 'postgres'
  /** Everything but the hot path. A resolved write is on disk. */
  kysely: Kysely<Schema>
  /** The hot path in batches; put a `GroupCommitter` in front. */
  hot: HotStore
  /** Finishes what runs and lets go of the data directory or the server. */
  close(): Promise<void>
}
