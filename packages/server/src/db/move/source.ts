import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { readMigrations } from '../migrate.ts'
import { lockDirectory } from '../sqlite/lock.ts'
import { shippedMigrations } from '../sqlite/open-sqlite.ts'
import type { Value } from './digest.ts'
import { movedTables, otherTables } from './moved-tables.ts'

/** What is read in one go: small enough for memory, large enough to be fast. */
const mostRows = 2_000
const mostBytes = 4_000_000

/** A place in a table: the values of its primary key, as they are kept between two runs. */
export type Position = (null | number | string | { hex: string })[]

export interface SourceBatch {
  rows: Value[][]
  /** The place behind the last row; null when there is nothing behind it. */
  next: Position | null
}

/** The SQLite database of a data directory, opened for reading only while no server uses it. */
export interface MoveSource {
  /** Columns of a table, by name in one order. */
  columns: (table: string) => string[]
  count: (table: string) => number
  /** The highest number that a table ever gave to a row. */
  highest: (table: string, column: string) => number
  /** Rows in the order of the primary key, from the first one behind a place. */
  read: (table: string, after: Position | null) => SourceBatch
  /** All rows, one at a time. */
  readAll: (table: string) => Iterable<Value[]>
  /** The value of a setting. */
  setting: (key: string) => string | undefined
  close: () => void
}

/**
 * Opens the database of a data directory without changing it.
 *
 * @throws {Error} when there is none, a server uses it, or its schema is not exactly that of this version.
 */
export async function openSource(directory: string): Promise<MoveSource> {
  const file = join(directory, 'keyway.db')
  if (!existsSync(file)) {
    throw new Error(
      `Found no Keyway database in "${directory}". Name the data directory of a Keyway on SQLite.`,
    )
  }
  const unlock = lockDirectory(directory)
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
    try {
      await checkSchema(db, directory)
      checkFiled(db, directory)
      return createSource(db, () => {
        db.close()
        unlock()
      })
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    unlock()
    throw error
  }
}

async function checkSchema(db: DatabaseSync, directory: string): Promise<void> {
  const tables = db
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!'`)
    .all()
    .map(({ name }) => String(name))
  const applied = tables.includes('schema_migrations')
    ? db
        .prepare('select number, checksum from schema_migrations order by number')
        .all()
        .map(({ number, checksum }) => `${String(number)} ${String(checksum)}`)
    : []
  const shipped = await readMigrations(shippedMigrations)
  const wanted = shipped.map(({ number, checksum }) => `${number} ${checksum}`)
  if (applied.join() !== wanted.join()) {
    throw new Error(
      `The database in "${directory}" has ${applied.length} of this version's migrations, or other ones; expected exactly ${wanted.length}. ` +
        'Start this version of Keyway on it once, stop it, and move then.',
    )
  }
  const known: readonly string[] = [...movedTables, ...Object.keys(otherTables)]
  const strange = tables.filter((table) => !known.includes(table))
  if (strange.length > 0) {
    throw new Error(
      `The database in "${directory}" has tables that a move does not know: ${strange.join(', ')}. Nothing was moved.`,
    )
  }
}

/** A store that was closed has filed everything; one whose process was killed files it after the next start. */
function checkFiled(db: DatabaseSync, directory: string): void {
  if (db.prepare('select 1 from unfiled_parties limit 1').get() === undefined) return
  throw new Error(
    `The Keyway of "${directory}" was not stopped but ended suddenly. Start it once, stop it, and move then.`,
  )
}

function createSource(db: DatabaseSync, close: () => void): MoveSource {
  const columnsOf = new Map<string, { names: string[]; key: string[] }>()
  const describe = (table: string): { names: string[]; key: string[] } => {
    const known = columnsOf.get(table)
    if (known !== undefined) return known
    const columns = db.prepare(`select name, pk from pragma_table_info(?)`).all(table)
    const described = {
      names: columns.map(({ name }) => String(name)).toSorted(),
      key: columns
        .filter(({ pk }) => Number(pk) > 0)
        .toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
        .map(({ name }) => String(name)),
    }
    if (described.key.length === 0) throw new Error(`The table ${table} has no primary key to read it by.`)
    columnsOf.set(table, described)
    return described
  }
  const number = (sql: string, ...parameters: string[]): number =>
    Number(Object.values(db.prepare(sql).get(...parameters) ?? {})[0] ?? 0)

  return {
    columns: (table) => describe(table).names,
    count: (table) => number(`select count(*) from ${quote(table)}`),
    highest: (table, column) =>
      Math.max(
        number(`select max(${quote(column)}) from ${quote(table)}`),
        number('select seq from sqlite_sequence where name = ?', table),
      ),
    read(table, after) {
      const { names, key } = describe(table)
      const keys = key.map(quote).join(', ')
      const behind = after === null ? '' : `where (${keys}) > (${key.map(() => '?').join(', ')})`
      const statement = db.prepare(
        `select ${names.map(quote).join(', ')} from ${quote(table)} ${behind} order by ${keys}`,
      )
      const rows: Value[][] = []
      let bytes = 0
      for (const row of statement.iterate(...(after ?? []).map(fromPosition))) {
        const values = names.map((name) => toValue(row[name]))
        rows.push(values)
        bytes += sizeOf(values)
        if (rows.length === mostRows || bytes >= mostBytes) {
          return { rows, next: key.map((name) => toPosition(values[names.indexOf(name)])) }
        }
      }
      return { rows, next: null }
    },
    *readAll(table) {
      const { names } = describe(table)
      const statement = db.prepare(`select ${names.map(quote).join(', ')} from ${quote(table)}`)
      for (const row of statement.iterate()) yield names.map((name) => toValue(row[name]))
    },
    setting(key) {
      const row = db.prepare('select value from settings where key = ?').get(key)
      return row === undefined ? undefined : String(row['value'])
    },
    close,
  }
}

function quote(name: string): string {
  return `"${name}"`
}

function toValue(value: SQLOutputValue | undefined): Value {
  return typeof value === 'bigint' ? Number(value) : (value ?? null)
}

function sizeOf(values: readonly Value[]): number {
  return values.reduce<number>(
    (sum, value) => sum + (value === null || typeof value === 'number' ? 8 : value.length),
    0,
  )
}

function toPosition(value: Value | undefined): Position[number] {
  return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : (value ?? null)
}

function fromPosition(value: Position[number]): Value {
  return value !== null && typeof value === 'object' ? Buffer.from(value.hex, 'hex') : value
}
