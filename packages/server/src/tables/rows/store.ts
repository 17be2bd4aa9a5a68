import type { JsonObject } from '@keyway/sdk'
import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely'
import type { Db } from '../../db/database.ts'
import { engineOf } from '../../db/engine.ts'
import type { TableRowsTable } from '../../db/schema.ts'
import type { StoredTable } from '../store.ts'

export interface StoredRow {
  /** Order of creation. */
  seq: number
  id: string
  createdAt: number
  updatedAt: number
  version: number
  /** By column id. */
  cells: JsonObject
}

/** A row to be added, its cells as text. */
export interface NewRow {
  id: string
  createdAt: number
  updatedAt: number
  cells: string
}

/** One entry of the index of cells, or of unique keys. */
export interface IndexEntry {
  /** Of the column, or of the key. */
  number: number
  value: string
  row: number
}

type Space = Pick<StoredTable, 'space'>

/** Adds those rows whose id the table does not have yet. Answers id and order of the ones it added. */
export async function insertRows(
  db: Db,
  { space }: Space,
  rows: readonly NewRow[],
): Promise<Map<string, number>> {
  const columns = { i: 'text', c: 'bigint', u: 'bigint', v: 'text' } as const
  const records = rows.map(({ id, createdAt, updatedAt, cells }) => ({
    i: id,
    c: createdAt,
    u: updatedAt,
    v: cells,
  }))
  const { rows: added } = await sql<{ id: string; seq: number }>`
    insert into table_rows (space, id, created_at, updated_at, version, cells)
    select ${space}, i, c, u, 1, v from ${records$(db, records, columns)} where true
    on conflict (space, id) do nothing returning id, seq`.execute(db)
  return new Map(added.map(({ id, seq }) => [id, seq]))
}

export async function insertCells(db: Db, { space }: Space, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`insert into table_cells (space, column_number, value, row_seq)
    select ${space}, n, v, r from ${entries$(db, entries)}`.execute(db)
}

export async function deleteCells(db: Db, { space }: Space, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`delete from table_cells where (space, column_number, value, row_seq) in
    (select ${int(db, space)}, n, v, r from ${entries$(db, entries)})`.execute(db)
}

/** Adds entries of unique keys. Answers those that another row has, also one that is being added right now. */
export async function insertKeys(
  db: Db,
  { space }: Space,
  entries: readonly IndexEntry[],
): Promise<IndexEntry[]> {
  if (entries.length === 0) return []
  const { rows: added } = await sql<{ key_number: number; value: string; row_seq: number }>`
    insert into table_keys (space, key_number, value, row_seq)
    select ${space}, n, v, r from ${entries$(db, entries)} where true
    on conflict do nothing returning key_number, value, row_seq`.execute(db)
  if (added.length === entries.length) return []
  const done = new Set(added.map((entry) => `${entry.key_number} ${entry.value} ${entry.row_seq}`))
  return entries.filter(({ number, value, row }) => !done.has(`${number} ${value} ${row}`))
}

export async function deleteKeys(db: Db, { space }: Space, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`delete from table_keys where (space, key_number, value) in
    (select ${int(db, space)}, n, v from ${entries$(db, entries)})`.execute(db)
}

/** Rows of these values of a unique key, by value. */
export async function findByKeys(
  db: Db,
  { space }: Space,
  { number, values }: { number: number; values: readonly string[] },
): Promise<Map<string, StoredRow>> {
  if (values.length === 0) return new Map()
  const rows = await db
    .selectFrom('table_keys')
    .innerJoin('table_rows', 'table_rows.seq', 'table_keys.row_seq')
    .selectAll('table_rows')
    .select('value')
    .where('table_keys.space', '=', space)
    .where('key_number', '=', number)
    .where(isOneOf(db, 'table_keys.value', values))
    .execute()
  return new Map(rows.map(({ value, ...row }) => [value, toRow(row)]))
}

export async function findRows(db: Db, { space }: Space, ids: readonly string[]): Promise<StoredRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('table_rows')
    .selectAll()
    .where('space', '=', space)
    .where(isOneOf(db, 'id', ids))
    .execute()
  return rows.map(toRow)
}

export async function findRow(db: Db, table: Space, id: string): Promise<StoredRow | undefined> {
  return (await findRows(db, table, [id]))[0]
}

/** Rows by their order of creation, in that order. */
export async function findRowsAt(db: Db, seqs: readonly number[]): Promise<StoredRow[]> {
  if (seqs.length === 0) return []
  const rows = await db.selectFrom('table_rows').selectAll().where('seq', 'in', seqs).orderBy('seq').execute()
  return rows.map(toRow)
}

export async function findRowsBetween(
  db: Db,
  { space }: Space,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<StoredRow[]> {
  const rows = await db
    .selectFrom('table_rows')
    .selectAll()
    .where('space', '=', space)
    .where('id', '>=', from)
    .where('id', '<=', to)
    .limit(limit)
    .execute()
  return rows.map(toRow)
}

export async function writeRow(
  db: Db,
  row: Pick<StoredRow, 'seq' | 'updatedAt' | 'version'> & { cells: string },
): Promise<void> {
  await db
    .updateTable('table_rows')
    .set({ updated_at: row.updatedAt, version: row.version, cells: row.cells })
    .where('seq', '=', row.seq)
    .execute()
}

export async function deleteRowsAt(db: Db, seqs: readonly number[]): Promise<void> {
  if (seqs.length > 0)
    await db
      .deleteFrom('table_rows')
      .where(isOneOf(db, 'seq', seqs))
      .execute()
}

/** Rows by creation, from one on (excluded). */
export async function readRowsAfter(
  db: Db,
  { space }: Space,
  { after, limit }: { after: number; limit: number },
): Promise<StoredRow[]> {
  const rows = await db
    .selectFrom('table_rows')
    .selectAll()
    .where('space', '=', space)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(toRow)
}

/** Rows, newest first, before one (excluded). */
export async function readRowsBefore(
  db: Db,
  { space }: Space,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<StoredRow[]> {
  let query = db.selectFrom('table_rows').selectAll().where('space', '=', space)
  if (before !== undefined) query = query.where('seq', '<', before)
  const rows = await query.orderBy('seq', 'desc').limit(limit).execute()
  return rows.map(toRow)
}

function toRow(row: Selectable<TableRowsTable>): StoredRow {
  const { seq, id, created_at, updated_at, version, cells } = row
  // Written by insertRows and writeRow.
  return {
    seq,
    id,
    createdAt: created_at,
    updatedAt: updated_at,
    version,
    cells: JSON.parse(cells) as JsonObject,
  }
}

function entries$(db: Db, entries: readonly IndexEntry[]): RawBuilder<unknown> {
  const records = entries.map(({ number, value, row }) => ({ n: number, v: value, r: row }))
  return records$(db, records, { n: 'integer', v: 'text', r: 'bigint' })
}

/**
 * Records as a source of rows, in one parameter: with one for each value, thousands of them, building the statement would
 * take longer than running it.
 */
function records$<Record extends object>(
  db: Db,
  records: readonly Record[],
  columns: { readonly [Name in keyof Record & string]: 'text' | 'integer' | 'bigint' },
): RawBuilder<unknown> {
  const json = JSON.stringify(records)
  const names = Object.keys(columns)
  if (engineOf(db) === 'postgres') {
    const typed = Object.entries(columns).map(
      ([name, type]) => sql`${sql.ref(name)} ${sql.raw(String(type))}`,
    )
    return sql`json_to_recordset(${json}::json) as records(${sql.join(typed)})`
  }
  const read = names.map((name) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`)
  return sql`(select ${sql.join(read)} from json_each(${json}))`
}

/** The values in one parameter, for the same reason. */
function isOneOf(
  db: Db,
  column: 'id' | 'seq' | 'table_keys.value',
  values: readonly (string | number)[],
): RawBuilder<SqlBool> {
  if (engineOf(db) === 'postgres') {
    const type = column === 'seq' ? sql`bigint[]` : sql`text[]`
    return sql`${sql.ref(column)} = any(${values}::${type})`
  }
  return sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
}

/** A parameter of a select has no type of its own on PostgreSQL. */
function int(db: Db, value: number): RawBuilder<number> {
  return engineOf(db) === 'postgres' ? sql`${value}::bigint` : sql`${value}`
}
