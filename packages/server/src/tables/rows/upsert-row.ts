import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { toCells, toChanges } from '../columns.ts'
import type { TableLimits } from '../limits.ts'
import type { StoredTable } from '../store.ts'
import { getKey, hashKey, keyIncomplete, numberOf } from '../unique-keys.ts'
import { findByKeys, findRow, type StoredRow } from './store.ts'
import { addRows, changeRow } from './write-rows.ts'

/**
 * Changes the row of a unique key, or adds it; in a transaction that holds the table.
 *
 * @throws {InputError} `key_unknown` when the columns are no key, `key_incomplete` when one has no value, and as
 *   `changeRow` does.
 */
export async function upsertRow(
  transaction: Db,
  table: StoredTable,
  row: { id: string; key: readonly string[]; values: JsonObject; limits: TableLimits; now: number },
): Promise<{ isNew: boolean; row: StoredRow }> {
  const { id, values, limits, now } = row
  const key = getKey(table, row.key)
  const changes = toChanges(table, values)
  const hash = hashKey(key, changes)
  if (hash === undefined) throw keyIncomplete(table, key)
  const there = (await findByKeys(transaction, table, { number: numberOf(key), values: [hash] })).get(hash)
  if (there !== undefined) {
    return { isNew: false, row: await changeRow(transaction, table, { row: there, changes, limits, now }) }
  }
  // A try of the same step may have added it, and somebody changed its key since.
  const before = await findRow(transaction, table, id)
  if (before !== undefined) return { isNew: true, row: before }
  const [added] = await addRows(transaction, table, {
    rows: [{ id, cells: toCells(table, values) }],
    limits,
    now,
  })
  if (added === undefined) throw new Error(`Expected the row ${id} to be new; it is there already.`)
  return { isNew: true, row: added }
}
