import type { Cause, TableChange } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import type { StoredRow } from './rows/store.ts'
import type { StoredTable } from './store.ts'

/** What became of a row. */
export interface RowChange {
  change: TableChange
  row: StoredRow
  before: StoredRow | null
}

/** Whoever waits for changes of rows. */
export interface TableWatch {
  isWatched: (table: Pick<StoredTable, 'id' | 'name'>) => boolean
  /** Keeps the changes in their own transaction, so that none is lost and none is told that did not happen. */
  keep: (transaction: Db, table: StoredTable, changes: readonly RowChange[]) => Promise<void>
  /** The same, for changes that an execution makes. */
  by: (cause: Cause) => TableWatch
}

/** The store that rows are written to, and who is told. */
export interface TableWriter {
  db: Db
  watch?: TableWatch
}
