import { InputError } from '@keyway/sdk'
import { sql, type Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import type { Schema } from '../db/schema.ts'
import { createColumns, getColumn, type Column, type NewColumn, type UniqueKey } from './columns.ts'
import { defaultTableLimits, overLimit, type TableLimits } from './limits.ts'
import type { RowChange } from './row-changes.ts'

export interface StoredTable {
  id: string
  name: string
  columns: Column[]
  keys: UniqueKey[]
  /** Where its rows are. */
  space: number
  /** How many columns and keys it ever had. */
  partsMade: number
  /** Takes what becomes of rows, while a change runs that somebody waits for. */
  changes?: RowChange[]
}

/** A table to be made. Keys name their columns. */
export interface NewTable {
  id: string
  name: string
  columns: readonly NewColumn[]
  keys?: readonly (readonly string[])[]
}

/** Makes a table. Throws InputError when its columns or keys are not usable, or are more than the limit. */
export async function insertTable(
  db: Db,
  { id, name, columns: newColumns, keys: newKeys = [] }: NewTable,
  limits: TableLimits = defaultTableLimits,
): Promise<void> {
  const columns = createColumns(name, newColumns)
  requireFewColumns(name, columns.length, limits)
  const table = { name, columns }
  const keys = newKeys.map((names, index) => ({
    id: `k${columns.length + index + 1}`,
    columns: toKeyColumns(table, names),
  }))
  await db
    .insertInto('tables')
    .values({
      id,
      name,
      columns: JSON.stringify(columns),
      keys: JSON.stringify(keys),
      parts_made: columns.length + keys.length,
      created_at: Date.now(),
    })
    .execute()
  await db.insertInto('table_spaces').values({ table_id: id, is_indexed: 1 }).execute()
}

/** Throws InputError `table_limit` for more columns than a table may have. */
export function requireFewColumns(name: string, count: number, limits: TableLimits): void {
  if (count > limits.columns) {
    throw overLimit('columns', `The table "${name}" would have ${count} columns`, limits.columns)
  }
}

/** Ids of the columns of a key. Throws InputError for none, one that is named twice, or one that is not there. */
export function toKeyColumns(
  table: Pick<StoredTable, 'name' | 'columns'>,
  names: readonly string[],
): string[] {
  const ids = names.map((name) => getColumn(table, name).id)
  if (ids.length === 0 || new Set(ids).size < ids.length) {
    throw new InputError(
      `A unique key of the table "${table.name}" names one or more columns, each once; found: ${names.join(', ') || 'none'}.`,
    )
  }
  return ids
}

const selected = ['tables.id', 'name', 'columns', 'keys', 'parts_made', 'number'] as const

/** Tables of this id or name; ids are unique, names need not be. */
export async function findTables(db: Db, reference: string): Promise<StoredTable[]> {
  const rows = await db
    .selectFrom('tables')
    .innerJoin('table_spaces', 'table_id', 'tables.id')
    .select(selected)
    .where((e) => e.or([e('tables.id', '=', reference), e('name', '=', reference)]))
    .orderBy('tables.id')
    .execute()
  return rows.map(toTable)
}

/**
 * The table as it is now, held as it is until the transaction ends: `share` for writers of rows, which do not wait for
 * each other; `update` for changes of the table itself, and of several rows, whose keys could be waited for in a circle.
 * Undefined when it is gone. A transaction of SQLite is alone anyway.
 */
export async function lockTable(
  transaction: Db,
  id: string,
  mode: 'share' | 'update',
): Promise<StoredTable | undefined> {
  if (engineOf(transaction) === 'postgres') {
    const lock = mode === 'share' ? sql`for share` : sql`for update`
    await sql`select id from tables where id = ${id} ${lock}`.execute(transaction)
  }
  // A statement of its own, so that it sees what those did who held the lock before.
  return (await findTables(transaction, id)).find((table) => table.id === id)
}

/** All tables by name, with how many rows each holds. */
export async function listTables(db: Db): Promise<(StoredTable & { rows: number })[]> {
  const rows = await db
    .selectFrom('tables')
    .innerJoin('table_spaces', 'table_id', 'tables.id')
    .select(selected)
    .select((e) =>
      e
        .selectFrom('table_rows')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('table_rows.space', '=', 'table_spaces.number')
        .$asScalar()
        .as('rows'),
    )
    .orderBy('name')
    .orderBy('tables.id')
    .execute()
  return rows.map((row) => ({ ...toTable(row), rows: row.rows ?? 0 }))
}

export async function countRows(db: Db, { space }: Pick<StoredTable, 'space'>): Promise<number> {
  const { count } = await db
    .selectFrom('table_rows')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('space', '=', space)
    .executeTakeFirstOrThrow()
  return count
}

/** Writes what a change of the table made of it. */
export async function saveTable(db: Db, table: StoredTable): Promise<void> {
  await db
    .updateTable('tables')
    .set({
      name: table.name,
      columns: JSON.stringify(table.columns),
      keys: JSON.stringify(table.keys),
      parts_made: table.partsMade,
    })
    .where('id', '=', table.id)
    .execute()
}

/** Takes all rows away from a table. They are gone for everyone; `emptySpaces` then frees their place. */
export async function replaceSpace(transaction: Db, { id }: StoredTable): Promise<void> {
  await transaction.updateTable('table_spaces').set({ table_id: null }).where('table_id', '=', id).execute()
  await transaction.insertInto('table_spaces').values({ table_id: id, is_indexed: 1 }).execute()
}

/** Deletes a table. `emptySpaces` then frees the place of its rows. Answers whether there was such a table. */
export async function deleteTable(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('tables').where('id', '=', id).executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Tables whose rows were written before there was an index. */
export async function listUnindexed(db: Db): Promise<StoredTable[]> {
  const rows = await db
    .selectFrom('tables')
    .innerJoin('table_spaces', 'table_id', 'tables.id')
    .select(selected)
    .where('is_indexed', '=', 0)
    .execute()
  return rows.map(toTable)
}

export async function markIndexed(db: Db, { space }: StoredTable): Promise<void> {
  await db.updateTable('table_spaces').set({ is_indexed: 1 }).where('number', '=', space).execute()
}

type TableRecord = Omit<Selectable<Schema['tables']>, 'created_at'> & { number: number }

function toTable({ id, name, columns, keys, parts_made, number }: TableRecord): StoredTable {
  // Written by insertTable and saveTable; columns of older versions were never required.
  const stored = JSON.parse(columns) as (Omit<Column, 'required'> & { required?: boolean })[]
  return {
    id,
    name,
    columns: stored.map((column) => ({ ...column, required: column.required ?? false })),
    keys: JSON.parse(keys) as UniqueKey[],
    space: number,
    partsMade: Math.max(parts_made, ...stored.map((column) => Number(column.id.slice(1)))),
  }
}
