import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '@keyway/sdk'
import type { Db } from '../../db/database.ts'
import { requireCells, toCellsText } from '../columns.ts'
import type { TableLimits } from '../limits.ts'
import type { StoredTable } from '../store.ts'
import { keyTaken, numberOf } from '../unique-keys.ts'
import { cellEntries, keyEntries, without } from './index-entries.ts'
import {
  deleteCells,
  deleteKeys,
  deleteRowsAt,
  findRows,
  insertCells,
  insertKeys,
  insertRows,
  writeRow,
  type IndexEntry,
  type StoredRow,
} from './store.ts'

/** A row to be added. */
export interface RowToAdd {
  id: string
  cells: JsonObject
}

// All of these run in a transaction that holds the table (`lockTable`): a row and its entries are written together.

/**
 * Adds rows. One whose id is there already is left as it is. Answers how many are new.
 *
 * @throws {InputError} `key_taken` or `table_limit`.
 */
export async function addRows(
  transaction: Db,
  table: StoredTable,
  { rows, limits, now }: { rows: readonly RowToAdd[]; limits: TableLimits; now: number },
): Promise<StoredRow[]> {
  const records = rows.map(({ id, cells }) => ({
    id,
    createdAt: now,
    updatedAt: now,
    cells: toCellsText(table, cells, limits),
  }))
  const seqs = await insertRows(transaction, table, records)
  const added = rows.flatMap(({ id, cells }): StoredRow[] => {
    const seq = seqs.get(id)
    return seq === undefined ? [] : [{ seq, id, createdAt: now, updatedAt: now, version: 1, cells }]
  })
  await insertCells(
    transaction,
    table,
    added.flatMap((row) => cellEntries(table, row)),
  )
  await addKeys(transaction, table, added)
  table.changes?.push(...added.map((row) => ({ change: 'added' as const, row, before: null })))
  return added
}

/** Adds the entries of the unique keys of rows. Throws InputError `key_taken`, naming the values. */
export async function addKeys(
  transaction: Db,
  table: StoredTable,
  rows: readonly Pick<StoredRow, 'seq' | 'cells'>[],
): Promise<void> {
  const taken = await insertKeys(
    transaction,
    table,
    rows.flatMap((row) => keyEntries(table, row)),
  )
  throwTaken(table, rows, taken)
}

/** The rows of these ids, those that were just added and those that were there. */
export async function withExisting(
  transaction: Db,
  table: StoredTable,
  { ids, added }: { ids: readonly string[]; added: readonly StoredRow[] },
): Promise<StoredRow[]> {
  const byId = new Map(added.map((row) => [row.id, row]))
  const missing = ids.filter((id) => !byId.has(id))
  for (const row of await findRows(transaction, table, missing)) byId.set(row.id, row)
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * Writes changed cells into a row. Without a change nothing is written.
 *
 * @throws {InputError} `value_required`, `key_taken` or `table_limit`.
 */
export async function changeRow(
  transaction: Db,
  table: StoredTable,
  { row, changes, limits, now }: { row: StoredRow; changes: JsonObject; limits: TableLimits; now: number },
): Promise<StoredRow> {
  const changed = {
    ...row,
    updatedAt: Math.max(now, row.updatedAt),
    version: row.version + 1,
    cells: { ...row.cells, ...changes },
  }
  requireCells(table, changed.cells)
  await writeRow(transaction, { ...changed, cells: toCellsText(table, changed.cells, limits) })
  const [cells, newCells] = [cellEntries(table, row), cellEntries(table, changed)]
  await deleteCells(transaction, table, without(cells, newCells))
  await insertCells(transaction, table, without(newCells, cells))
  const [keys, newKeys] = [keyEntries(table, row), keyEntries(table, changed)]
  await deleteKeys(transaction, table, without(keys, newKeys))
  throwTaken(table, [changed], await insertKeys(transaction, table, without(newKeys, keys)))
  if (!isDeepStrictEqual(row.cells, changed.cells)) {
    table.changes?.push({ change: 'changed', row: changed, before: row })
  }
  return changed
}

/** Deletes rows with their entries. */
export async function removeRows(
  transaction: Db,
  table: StoredTable,
  rows: readonly StoredRow[],
): Promise<void> {
  await deleteCells(
    transaction,
    table,
    rows.flatMap((row) => cellEntries(table, row)),
  )
  await deleteKeys(
    transaction,
    table,
    rows.flatMap((row) => keyEntries(table, row)),
  )
  await deleteRowsAt(
    transaction,
    rows.map(({ seq }) => seq),
  )
  table.changes?.push(...rows.map((row) => ({ change: 'removed' as const, row, before: row })))
}

function throwTaken(
  table: StoredTable,
  rows: readonly Pick<StoredRow, 'seq' | 'cells'>[],
  [taken]: readonly IndexEntry[],
): void {
  if (taken === undefined) return
  const key = table.keys.find((one) => numberOf(one) === taken.number)
  const row = rows.find(({ seq }) => seq === taken.row)
  if (key !== undefined && row !== undefined) throw keyTaken(table, key, row.cells)
}
