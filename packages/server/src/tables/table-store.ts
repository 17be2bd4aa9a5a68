import { createHash } from 'node:crypto'
import type { Cause } from '@keyway/engine'
import { InputError, type TableRow, type TableStore } from '@keyway/sdk'
import { parseCursor, toCursor } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import { toCells, toChanges, toValues } from './columns.ts'
import { compareAndSet } from './compare-and-set.ts'
import { decodeUtf8 } from './csv/decode-utf8.ts'
import { importCsv } from './csv/import-csv.ts'
import type { TableLimits } from './limits.ts'
import { changeTable, getTable } from './open-table.ts'
import { deleteRows } from './rows/delete-rows.ts'
import type { TableWatch, TableWriter } from './row-changes.ts'
import { createRowCounts, type RowCounts } from './rows/row-count.ts'
import { findByKeys, findRow, findRows, type StoredRow } from './rows/store.ts'
import { upsertRow } from './rows/upsert-row.ts'
import { addRows, changeRow, removeRows, withExisting } from './rows/write-rows.ts'
import { searchRows, type FoundRow } from './search/search-rows.ts'
import { countRows, replaceSpace, type StoredTable } from './store.ts'
import { getKey, hashKey, keyIncomplete, numberOf, namesOf } from './unique-keys.ts'

/** What writing rows needs beside the store. */
export interface TableParts extends TableWriter {
  limits: TableLimits
  counts: RowCounts
  now: () => number
}

export function createTableParts(db: Db, limits: TableLimits, watch?: TableWatch): TableParts {
  const told = watch === undefined ? {} : { watch }
  return { db, limits, counts: createRowCounts(limits), now: Date.now, ...told }
}

/** The tables as an execution uses them: what it changes is told as caused by it. */
export function tablesOf({ watch, ...parts }: TableParts, cause: Cause): TableStore {
  return createTableStore({ ...parts, ...(watch === undefined ? {} : { watch: watch.by(cause) }) })
}

/** Keyway's own tables, as flows and the API use them. */
export function createTableStore(parts: TableParts): TableStore {
  const { db, limits, counts, now } = parts
  const createRows: TableStore['createRows'] = async (reference, rows) => {
    const known = await getTable(db, reference)
    await counts.requireRoom(db, known, rows.length)
    // One row waits for nobody; several could wait in a circle for each other's keys.
    const mode = rows.length === 1 ? 'share' : 'update'
    return changeTable(parts, known, {
      mode,
      async change(transaction, table) {
        const toAdd = rows.map(({ rowId, values }) => ({
          id: toRowId(table, rowId),
          cells: toCells(table, values),
        }))
        const ids = toAdd.map(({ id }) => id)
        // The same row again is no conflict with itself.
        const there = new Set((await findRows(transaction, table, ids)).map(({ id }) => id))
        const rowsToAdd = toAdd.filter(({ id }) => !there.has(id))
        const added = await addRows(transaction, table, { rows: rowsToAdd, limits, now: now() })
        const all = await withExisting(transaction, table, { ids, added })
        return all.map((row) => toTableRow(table, row))
      },
    })
  }
  return {
    describeTable: async (reference) => describe(await getTable(db, reference)),
    createRows,
    async createRow(reference, row) {
      const [added] = await createRows(reference, [row])
      if (added === undefined) throw new InputError('The row was deleted while it was added.')
      return added
    },
    async upsertRow(reference, { rowId, key, values }) {
      const known = await getTable(db, reference)
      await counts.requireRoom(db, known, 1)
      return changeTable(parts, known, {
        mode: 'update',
        async change(transaction, table) {
          const id = toRowId(table, rowId)
          const { isNew, row } = await upsertRow(transaction, table, { id, key, values, limits, now: now() })
          return { isNew, row: toTableRow(table, row) }
        },
      })
    },
    async searchRows(reference, { limit, ...query }) {
      const table = await getTable(db, reference)
      const size = limit === undefined ? {} : { size: limit }
      const found: TableRow[] = []
      if (limit === 0) return found
      for await (const { row } of searchRows(db, table, { ...query, ...size })) {
        found.push(toTableRow(table, row))
        if (found.length === limit) break
      }
      return found
    },
    async pageRows(reference, { where, orderBy, offset = 0 }, { cursor, size }) {
      const table = await getTable(db, reference)
      const after = cursor === null ? undefined : toPosition(parseCursor(cursor, ['string', 'number']))
      const found: FoundRow[] = []
      const begin = after === undefined ? { offset } : { after }
      const query = { where, ...begin, size: size + 1, ...(orderBy === undefined ? {} : { orderBy }) }
      for await (const one of searchRows(db, table, query)) {
        found.push(one)
        if (found.length > size) break
      }
      const items = found.slice(0, size)
      const last = items.at(-1)
      return {
        items: items.map(({ row }) => toTableRow(table, row)),
        next:
          found.length > size && last !== undefined
            ? toCursor([last.position.value, last.position.row])
            : null,
      }
    },
    async findRow(reference, rowId) {
      const table = await getTable(db, reference)
      const row = await findRow(db, table, rowId)
      return row === undefined ? undefined : toTableRow(table, row)
    },
    async findByKey(reference, values) {
      const table = await getTable(db, reference)
      const key = getKey(table, Object.keys(values))
      const hash = hashKey(key, toChanges(table, values))
      if (hash === undefined) throw keyIncomplete(table, key)
      const found = await findByKeys(db, table, { number: numberOf(key), values: [hash] })
      const row = found.get(hash)
      return row === undefined ? undefined : toTableRow(table, row)
    },
    async updateRow(reference, { rowId, values }) {
      return changeTable(parts, await getTable(db, reference), {
        mode: 'update',
        async change(transaction, table) {
          const changes = toChanges(table, values)
          const row = await findRow(transaction, table, rowId)
          if (row === undefined) return undefined
          return toTableRow(table, await changeRow(transaction, table, { row, changes, limits, now: now() }))
        },
      })
    },
    async compareAndSet(reference, swap) {
      return changeTable(parts, await getTable(db, reference), {
        mode: 'update',
        async change(transaction, table) {
          const answer = await compareAndSet(transaction, table, { ...swap, limits, now: now() })
          return answer && { isSet: answer.isSet, row: toTableRow(table, answer.row) }
        },
      })
    },
    async deleteRow(reference, rowId) {
      return changeTable(parts, await getTable(db, reference), {
        mode: 'update',
        async change(transaction, table) {
          const row = await findRow(transaction, table, rowId)
          if (row !== undefined) await removeRows(transaction, table, [row])
          return row !== undefined
        },
      })
    },
    deleteRows: async (reference, where) => deleteRows(parts, await getTable(db, reference), where),
    async clearTable(reference) {
      const known = await getTable(db, reference)
      // Dropping all rows at once tells nobody which they were.
      if (parts.watch?.isWatched(known) === true) return deleteRows(parts, known, [])
      const count = await changeTable(parts, known, {
        mode: 'update',
        async change(transaction, table) {
          const rows = await countRows(transaction, table)
          if (rows > 0) await replaceSpace(transaction, table)
          return rows
        },
      })
      return count
    },
    importCsv: async (reference, open, options) =>
      importCsv(parts, await getTable(db, reference), { open: () => decodeUtf8(open()), ...options }),
  }
}

function describe({
  id,
  name,
  columns,
  keys,
  ...table
}: StoredTable): Awaited<ReturnType<TableStore['describeTable']>> {
  const stored = { id, name, columns, keys, ...table }
  return {
    id,
    name,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      default: column.default,
      required: column.required,
    })),
    keys: keys.map((key) => namesOf(stored, key)),
  }
}

/** The same key gives the same row, in one table; what callers use as keys may be long. */
function toRowId({ id }: Pick<StoredTable, 'id'>, key: string): string {
  return createHash('sha256').update(`${id}\n${key}`).digest('hex').slice(0, 32)
}

export function toTableRow(
  { columns }: StoredTable,
  { id, createdAt, updatedAt, version, cells }: StoredRow,
): TableRow {
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    version,
    values: toValues(columns, cells),
  }
}

function toPosition([value, row]: readonly (string | number)[]): { value: string; row: number } {
  return { value: String(value), row: Number(row) }
}
