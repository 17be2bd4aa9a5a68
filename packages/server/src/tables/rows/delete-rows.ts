import type { TableCondition } from '@keyway/sdk'
import { changeTable } from '../open-table.ts'
import type { TableWriter } from '../row-changes.ts'
import { compileConditions, meets } from '../search/conditions.ts'
import { searchRows, type Position } from '../search/search-rows.ts'
import type { StoredTable } from '../store.ts'
import { findRowsAt, findRowsBetween } from './store.ts'
import { removeRows } from './write-rows.ts'

const batchSize = 500

/**
 * Deletes the rows that meet the conditions, a batch at a time, so that others can write in between. Answers how many.
 */
export async function deleteRows(
  writer: TableWriter,
  table: StoredTable,
  where: readonly TableCondition[],
): Promise<number> {
  let count = 0
  for (let after: Position | undefined; ;) {
    const batch: Position[] = []
    for await (const { position } of searchRows(writer.db, table, { where, after, size: batchSize })) {
      batch.push(position)
      if (batch.length === batchSize) break
    }
    after = batch.at(-1)
    const seqs = batch.map(({ row }) => row)
    count += await changeTable(writer, table, {
      mode: 'update',
      async change(transaction, current) {
        const alternatives = compileConditions(current, where)
        // Whoever changed a row since may have saved it.
        const rows = (await findRowsAt(transaction, seqs)).filter((row) => meets(alternatives, row))
        await removeRows(transaction, current, rows)
        return rows.length
      },
    })
    if (batch.length < batchSize) return count
  }
}

/** Deletes the rows whose ids lie between two (included), a batch at a time. */
export async function deleteRowsBetween(
  writer: TableWriter,
  table: StoredTable,
  ids: { from: string; to: string },
): Promise<void> {
  for (let isDone = false; !isDone;) {
    isDone = await changeTable(writer, table, {
      mode: 'update',
      async change(transaction, current) {
        const rows = await findRowsBetween(transaction, current, { ...ids, limit: batchSize })
        await removeRows(transaction, current, rows)
        return rows.length < batchSize
      },
    })
  }
}
