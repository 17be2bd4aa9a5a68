import type { JsonObject } from '@keyway/sdk'
import type { Selectable } from 'kysely'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import type { TableRowsTable } from '../db/schema.ts'
import { createColumns, type Column, type NewColumn } from './columns.ts'

export interface StoredTable {
  id: string
  name: string
  columns: Column[]
}

export interface StoredRow {
  id: string
  createdAt: number
  updatedAt: number
  /** By column id. */
  cells: JsonObject
}

const batchSize = 1_000

/** Makes a table. Throws InputError when its columns are not usable. */
export async function insertTable(
  db: Db,
  { id, name, columns }: { id: string; name: string; columns: readonly NewColumn[] },
): Promise<void> {
  const stored = JSON.stringify(createColumns(name, columns))
  await db.insertInto('tables').values({ id, name, columns: stored, created_at: Date.now() }).execute()
}

/** Tables of this id or name; ids are unique, names need not be. */
export async function findTables(db: Db, reference: string): Promise<StoredTable[]> {
  const rows = await db
    .selectFrom('tables')
    .select(['id', 'name', 'columns'])
    .where((e) => e.or([e('id', '=', reference), e('name', '=', reference)]))
    .orderBy('id')
    .execute()
  return rows.map(toTable)
}

/** All tables by name, with how many rows each holds. */
export async function listTables(db: Db): Promise<(StoredTable & { rows: number })[]> {
  const rows = await db
    .selectFrom('tables')
    .select((e) => [
      'id',
      'name',
      'columns',
      e
        .selectFrom('table_rows')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('table_rows.table_id', '=', 'tables.id')
        .$asScalar()
        .as('rows'),
    ])
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...toTable(row), rows: row.rows ?? 0 }))
}

/** Adds a row, or returns the one of this id that is there already. */
export async function insertRow(db: Db, tableId: string, row: StoredRow): Promise<StoredRow> {
  const { id, createdAt, updatedAt, cells } = row
  const added = await db
    .insertInto('table_rows')
    .values({
      id,
      table_id: tableId,
      created_at: createdAt,
      updated_at: updatedAt,
      cells: JSON.stringify(cells),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) return row
  return toRow(await db.selectFrom('table_rows').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

/** Where a row is. An id is unique in the whole store, but is looked up in the table that the caller named. */
export interface RowPlace {
  tableId: string
  id: string
}

export async function findRow(db: Db, place: RowPlace): Promise<StoredRow | undefined> {
  const row = await selectRow(db, place)
  return row === undefined ? undefined : toRow(row)
}

function selectRow(db: Db, { tableId, id }: RowPlace) {
  return db
    .selectFrom('table_rows')
    .selectAll()
    .where('table_id', '=', tableId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Changes some cells of a row. Undefined when there is no such row. */
export async function updateRow(
  db: Db,
  place: RowPlace,
  changes: JsonObject,
): Promise<StoredRow | undefined> {
  for (;;) {
    const stored = await selectRow(db, place)
    if (stored === undefined) return undefined
    const row = toRow(stored)
    const changed = { ...row, updatedAt: Date.now(), cells: { ...row.cells, ...changes } }
    const { numUpdatedRows } = await db
      .updateTable('table_rows')
      .set({ updated_at: changed.updatedAt, cells: JSON.stringify(changed.cells) })
      .where('id', '=', place.id)
      // The cells are one text: what someone else changed of them in the meantime must not be overwritten.
      .where('cells', '=', stored.cells)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 1n) return changed
  }
}

/** Answers whether there was such a row. */
export async function deleteRow(db: Db, { tableId, id }: RowPlace): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('table_rows')
    .where('table_id', '=', tableId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Deletes every row of a table. Answers how many there were. */
export async function clearRows(db: Db, tableId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('table_rows')
    .where('table_id', '=', tableId)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Rows in the order they were created. */
export async function listRows(
  db: Db,
  tableId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<StoredRow[]> {
  const rows = await db
    .selectFrom('table_rows')
    .selectAll()
    .where('table_id', '=', tableId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toRow)
}

/** Rows, newest first. Throws InputError for a cursor that is none. */
export async function pageRows(
  db: Db,
  tableId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<StoredRow>> {
  let query = db.selectFrom('table_rows').selectAll().where('table_id', '=', tableId)
  if (cursor !== undefined) {
    const [createdAt, id] = parseCursor(cursor, ['number', 'string'])
    query = query.where((e) =>
      e.or([
        e('created_at', '<', Number(createdAt)),
        e.and([e('created_at', '=', Number(createdAt)), e('id', '<', String(id))]),
      ]),
    )
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows.map(toRow), limit, (last) => [last.createdAt, last.id])
}

/** Every row of a table, a batch at a time, in no particular order. */
export async function* readRows(db: Db, tableId: string): AsyncGenerator<StoredRow> {
  for (let last: string | undefined; ;) {
    let query = db.selectFrom('table_rows').selectAll().where('table_id', '=', tableId)
    if (last !== undefined) query = query.where('id', '>', last)
    const rows = await query.orderBy('id').limit(batchSize).execute()
    yield* rows.map(toRow)
    last = rows.at(-1)?.id
    if (rows.length < batchSize) return
  }
}

function toTable({ id, name, columns }: { id: string; name: string; columns: string }): StoredTable {
  // Written by insertTable.
  return { id, name, columns: JSON.parse(columns) as Column[] }
}

function toRow({ id, created_at, updated_at, cells }: Selectable<TableRowsTable>): StoredRow {
  // Written by insertRow.
  return { id, createdAt: created_at, updatedAt: updated_at, cells: JSON.parse(cells) as JsonObject }
}
