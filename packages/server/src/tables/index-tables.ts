import type { Db } from '../db/database.ts'
import { changeTable } from './open-table.ts'
import { cellEntries } from './rows/index-entries.ts'
import { insertCells, readRowsAfter } from './rows/store.ts'
import { listUnindexed, markIndexed } from './store.ts'

const batchSize = 1_000

/** Indexes the rows that a version without an index wrote. */
export async function indexTables(db: Db): Promise<void> {
  for (const unindexed of await listUnindexed(db)) {
    await changeTable({ db }, unindexed, {
      mode: 'update',
      async change(transaction, table) {
        for (let after = 0, isLast = false; !isLast;) {
          const rows = await readRowsAfter(transaction, table, { after, limit: batchSize })
          await insertCells(
            transaction,
            table,
            rows.flatMap((row) => cellEntries(table, row)),
          )
          after = rows.at(-1)?.seq ?? after
          isLast = rows.length < batchSize
        }
        await markIndexed(transaction, table)
      },
    })
  }
}
