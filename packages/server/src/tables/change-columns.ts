import { ConflictError, NotFoundError } from '../errors.ts'
import { InputError, type Json } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { nullKey, toCellKey } from './cell-key.ts'
import { createColumn, getColumn, requireNewName, type Column, type NewColumn } from './columns.ts'
import type { TableLimits } from './limits.ts'
import { changeTable } from './open-table.ts'
import { readRowsAfter } from './rows/store.ts'
import { addKeys } from './rows/write-rows.ts'
import { findPlaces } from './search/store.ts'
import { addEmptyColumn, deletePart } from './spaces/store.ts'
import {
  countRows,
  findTables,
  requireFewColumns,
  saveTable,
  toKeyColumns,
  type StoredTable,
} from './store.ts'
import { namesOf, numberOf } from './unique-keys.ts'

/** What may change of a column. Its type may not: values of one type need not be values of another. */
export interface ColumnChange {
  name?: string | undefined
  default?: Json | undefined
  required?: boolean | undefined
}

const batchSize = 1_000

/** The table of this id. Throws NotFoundError. */
export async function getTableById(db: Db, id: string): Promise<StoredTable> {
  const table = (await findTables(db, id)).find((candidate) => candidate.id === id)
  if (table === undefined) throw new NotFoundError(`There is no table ${id}.`)
  return table
}

export function renameTable(db: Db, table: StoredTable, name: string): Promise<void> {
  return change(db, table, (transaction, current) => saveTable(transaction, { ...current, name }))
}

/**
 * Adds a column, in which no row has a value yet; its default is for rows that come later.
 *
 * @throws {InputError} when the name is taken, the default does not fit, the limit is reached, or it is required and there
 *   are rows.
 */
export function addColumn(
  db: Db,
  table: StoredTable,
  { column: added, limits }: { column: NewColumn; limits: TableLimits },
): Promise<void> {
  return change(db, table, async (transaction, current) => {
    requireFewColumns(current.name, current.columns.length + 1, limits)
    const partsMade = current.partsMade + 1
    const column = createColumn(current, added, `c${partsMade}`)
    if (column.required) await requireFilled(transaction, current, { column, isNew: true })
    await addEmptyColumn(transaction, current.space, { column: partsMade, value: nullKey })
    await saveTable(transaction, { ...current, columns: [...current.columns, column], partsMade })
  })
}

/**
 * Changes a column. Flows and searches name columns, so those that use an old name fail until they name the new one.
 *
 * @throws {InputError} when the name is taken or the default does not fit.
 * @throws {ConflictError} when it is to be required and rows have no value in it.
 */
export function changeColumn(
  db: Db,
  table: StoredTable,
  { name, changes }: { name: string; changes: ColumnChange },
): Promise<void> {
  return change(db, table, async (transaction, current) => {
    const column = getColumn(current, name)
    const others = current.columns.filter((one) => one !== column)
    if (changes.name !== undefined) requireNewName({ ...current, columns: others }, changes.name)
    const changed = createColumn(
      { ...current, columns: others },
      {
        name: changes.name ?? column.name,
        type: column.type,
        default: changes.default === undefined ? column.default : changes.default,
        required: changes.required ?? column.required,
      },
      column.id,
    )
    if (changed.required && !column.required) {
      await requireFilled(transaction, current, { column, isNew: false })
    }
    await saveTable(transaction, {
      ...current,
      columns: current.columns.map((one) => (one === column ? changed : one)),
    })
  })
}

/** Deletes a column with its values. Throws ConflictError while it is part of a unique key, or the only column. */
export function deleteColumn(db: Db, table: StoredTable, name: string): Promise<void> {
  return change(db, table, async (transaction, current) => {
    const column = getColumn(current, name)
    const key = current.keys.find(({ columns }) => columns.includes(column.id))
    if (key !== undefined) {
      throw new ConflictError(
        `The column "${name}" is part of the unique key (${namesOf(current, key).join(', ')}). Remove the key first.`,
      )
    }
    if (current.columns.length === 1) {
      throw new ConflictError(`"${name}" is the only column. Delete the table, or add another column first.`)
    }
    await deletePart(transaction, current.space, { column: numberOf(column) })
    await saveTable(transaction, { ...current, columns: current.columns.filter((one) => one !== column) })
  })
}

/**
 * Sets the unique keys of a table; those that it has and that are named stay as they are.
 *
 * @throws {InputError} `key_taken` naming the values that several rows have.
 */
export function setKeys(db: Db, table: StoredTable, wanted: readonly (readonly string[])[]): Promise<void> {
  return change(db, table, async (transaction, current) => {
    const columns = wanted.map((names) => toKeyColumns(current, names))
    const labels = columns.map((ids) => ids.toSorted().join(' '))
    if (new Set(labels).size < labels.length) {
      throw new InputError('A unique key is there twice. Remove one of them.')
    }
    const labelOf = (ids: readonly string[]) => ids.toSorted().join(' ')
    const kept = current.keys.filter((key) => labels.includes(labelOf(key.columns)))
    for (const gone of current.keys.filter((key) => !kept.includes(key))) {
      await deletePart(transaction, current.space, { key: numberOf(gone) })
    }
    let partsMade = current.partsMade
    const added = columns
      .filter((ids) => !kept.some((key) => labelOf(key.columns) === labelOf(ids)))
      .map((ids) => ({ id: `k${++partsMade}`, columns: ids }))
    await indexKeys(transaction, { ...current, keys: added })
    await saveTable(transaction, { ...current, keys: [...kept, ...added], partsMade })
  })
}

async function indexKeys(transaction: Db, table: StoredTable): Promise<void> {
  if (table.keys.length === 0) return
  for (let after = 0, isLast = false; !isLast;) {
    const rows = await readRowsAfter(transaction, table, { after, limit: batchSize })
    await addKeys(transaction, table, rows)
    after = rows.at(-1)?.seq ?? after
    isLast = rows.length < batchSize
  }
}

async function requireFilled(
  transaction: Db,
  table: StoredTable,
  { column, isNew }: { column: Column; isNew: boolean },
): Promise<void> {
  if (isNew) {
    if ((await countRows(transaction, table)) === 0) return
    throw new ConflictError(
      `The table "${table.name}" has rows, and none of them has a value for "${column.name}". Add the column, fill it, and make it required then.`,
    )
  }
  const empty = [nullKey, ...(column.type === 'text' ? [toCellKey('text', '')] : [])]
  const condition = {
    index: numberOf(column),
    ranges: empty.map((key) => ({ low: key, high: key })),
    part: undefined,
  }
  const found = await findPlaces(transaction, table, { condition, limit: 1_000 })
  if (found.length === 0) return
  const count =
    found.length === 1_000
      ? '1,000 rows or more have'
      : found.length === 1
        ? '1 row has'
        : `${found.length} rows have`
  throw new ConflictError(
    `${count} no value for "${column.name}". Search for rows in which it is empty, fill them, and make it required then.`,
  )
}

function change(
  db: Db,
  table: StoredTable,
  changeIt: (transaction: Db, current: StoredTable) => Promise<void>,
): Promise<void> {
  return changeTable({ db }, table, { mode: 'update', change: changeIt })
}
