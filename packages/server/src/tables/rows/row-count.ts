import type { Db } from '../../db/database.ts'
import { overLimit, type TableLimits } from '../limits.ts'
import { countRows, type StoredTable } from '../store.ts'

/** Knows about how many rows tables hold, without counting a million of them for each that is added. */
export interface RowCounts {
  /** Throws InputError `table_limit` when so many more rows do not fit into the table. */
  requireRoom: (db: Db, table: StoredTable, more: number) => Promise<void>
}

interface Count {
  rows: number
  /** Rows added here since they were counted. Others may add and delete too, so that counting is due again at some time. */
  added: number
}

const mostTables = 1_000

export function createRowCounts(limits: TableLimits): RowCounts {
  const counts = new Map<number, Count>()
  return {
    async requireRoom(db, table, more) {
      const known = counts.get(table.space)
      const room = known === undefined ? 0 : limits.rows - known.rows
      if (known !== undefined && known.added + more <= Math.min(10_000, room / 2)) {
        known.added += more
        return
      }
      const rows = await countRows(db, table)
      if (counts.size >= mostTables) counts.clear()
      counts.set(table.space, { rows, added: more })
      if (rows + more > limits.rows) {
        throw overLimit('rows', `The table "${table.name}" would have ${rows + more} rows`, limits.rows)
      }
    },
  }
}
