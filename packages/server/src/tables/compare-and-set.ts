import { createHash } from 'node:crypto'
import { compare, InputError, type JsonObject, type TableExpectation } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { getColumn, toChanges } from './columns.ts'
import type { TableLimits } from './limits.ts'
import { findRow, type StoredRow } from './rows/store.ts'
import { changeRow } from './rows/write-rows.ts'
import type { StoredTable } from './store.ts'
import { findSwap, insertSwap } from './swaps/store.ts'

interface Swap {
  rowId: string
  expected: TableExpectation
  values: JsonObject
  swapKey: string
  limits: TableLimits
  now: number
}

/**
 * Changes a row if it is as expected; in a transaction that holds the table. Undefined: there is no such row. The same
 * `swapKey` again answers what the first call answered: after a crash the row would no longer be as expected.
 *
 * @throws {InputError} when nothing is expected, and as `changeRow` does.
 */
export async function compareAndSet(
  transaction: Db,
  table: StoredTable,
  { rowId, expected, values, swapKey, limits, now }: Swap,
): Promise<{ isSet: boolean; row: StoredRow } | undefined> {
  const wanted = Object.entries(expected.values)
  if (wanted.length === 0 && expected.version === undefined) {
    throw new InputError(
      'A compare-and-set needs an expected value or version. To change a row anyway, use update.',
    )
  }
  const columns = wanted.map(([name, value]) => ({ column: getColumn(table, name), value }))
  const changes = toChanges(table, values)
  const row = await findRow(transaction, table, rowId)
  const id = createHash('sha256').update(`${table.id}\n${rowId}\n${swapKey}`).digest('hex').slice(0, 32)
  const answered = await findSwap(transaction, id)
  if (answered !== undefined) return answered
  if (row === undefined) return undefined
  const isExpected =
    (expected.version === undefined || expected.version === row.version) &&
    columns.every(({ column, value }) =>
      compare(row.cells[column.id] ?? null, 'equal to', value, column.type),
    )
  const answer = {
    isSet: isExpected,
    row: isExpected ? await changeRow(transaction, table, { row, changes, limits, now }) : row,
  }
  await insertSwap(transaction, { id, at: now, answer })
  return answer
}
