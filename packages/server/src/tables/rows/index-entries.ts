import { toCellKey } from '../cell-key.ts'
import type { StoredTable } from '../store.ts'
import { hashKey, numberOf } from '../unique-keys.ts'
import type { IndexEntry, StoredRow } from './store.ts'

/** Numbers in the index of what every row has. */
export const createdNumber = -1
export const updatedNumber = -2

type Indexed = Pick<StoredRow, 'seq' | 'createdAt' | 'updatedAt' | 'cells'>

/** What the index of cells holds of a row: an entry for each column, also for empty ones, so that sorting meets each row. */
export function cellEntries({ columns }: StoredTable, row: Indexed): IndexEntry[] {
  const { seq, createdAt, updatedAt, cells } = row
  return [
    { number: createdNumber, value: toCellKey('date', new Date(createdAt).toISOString()), row: seq },
    { number: updatedNumber, value: toCellKey('date', new Date(updatedAt).toISOString()), row: seq },
    ...columns.map((column) => ({
      number: numberOf(column),
      value: toCellKey(column.type, cells[column.id] ?? null),
      row: seq,
    })),
  ]
}

/** What the index of unique keys holds of a row. */
export function keyEntries(
  { keys }: StoredTable,
  { seq, cells }: Pick<Indexed, 'seq' | 'cells'>,
): IndexEntry[] {
  return keys.flatMap((key) => {
    const value = hashKey(key, cells)
    return value === undefined ? [] : [{ number: numberOf(key), value, row: seq }]
  })
}

/** Entries that are in `some` and not in `others`. */
export function without(some: readonly IndexEntry[], others: readonly IndexEntry[]): IndexEntry[] {
  const known = new Set(others.map(({ number, value }) => `${number} ${value}`))
  return some.filter(({ number, value }) => !known.has(`${number} ${value}`))
}
