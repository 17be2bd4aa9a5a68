import { createHash } from 'node:crypto'
import { InputError, type TableQuery, type TableRow, type TableStore } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { toCells, toChanges, toValues } from './columns.ts'
import { compileConditions, compileOrder } from './search.ts'
import {
  clearRows,
  deleteRow,
  findRow,
  findTables,
  insertRow,
  listRows,
  readRows,
  updateRow,
  type StoredRow,
  type StoredTable,
} from './store.ts'

/** Keyway's own tables, as flows use them. */
export function createTableStore(db: Db): TableStore {
  return {
    async listColumns(reference) {
      const { columns } = await getTable(db, reference)
      return columns.map(({ name, type, default: value }) => ({ name, type, default: value }))
    },
    async createRow(reference, { rowId, values }) {
      const table = await getTable(db, reference)
      const now = Date.now()
      const cells = toCells(table, values)
      const row = { id: toRowId(table, rowId), createdAt: now, updatedAt: now, cells }
      return toTableRow(table, await insertRow(db, table.id, row))
    },
    async searchRows(reference, query) {
      const table = await getTable(db, reference)
      const rows = await search(db, table, query)
      return rows.map((row) => toTableRow(table, row))
    },
    async findRow(reference, rowId) {
      const table = await getTable(db, reference)
      const row = await findRow(db, { tableId: table.id, id: rowId })
      return row === undefined ? undefined : toTableRow(table, row)
    },
    async updateRow(reference, { rowId, values }) {
      const table = await getTable(db, reference)
      const row = await updateRow(db, { tableId: table.id, id: rowId }, toChanges(table, values))
      return row === undefined ? undefined : toTableRow(table, row)
    },
    async deleteRow(reference, rowId) {
      const table = await getTable(db, reference)
      return deleteRow(db, { tableId: table.id, id: rowId })
    },
    async clearTable(reference) {
      return clearRows(db, (await getTable(db, reference)).id)
    },
  }
}

/** Finds a table by its id or its name. Throws InputError when there is none, or the name stands for several. */
async function getTable(db: Db, reference: string): Promise<StoredTable> {
  const found = await findTables(db, reference)
  const table = found.find(({ id }) => id === reference) ?? found[0]
  if (table === undefined) {
    throw new InputError(`There is no table "${reference}". Create or import it, or correct the name.`, {
      code: 'table_unknown',
    })
  }
  if (found.length > 1 && table.id !== reference) {
    throw new InputError(
      `${found.length} tables are called "${reference}". Name the one you mean by its id.`,
      { code: 'table_ambiguous' },
    )
  }
  return table
}

async function search(db: Db, table: StoredTable, query: TableQuery): Promise<StoredRow[]> {
  const { where, orderBy, limit, offset = 0 } = query
  if (where.length === 0 && orderBy === undefined && limit !== undefined) {
    return listRows(db, table.id, { limit, offset })
  }
  // Cells are JSON text, which SQL does not look into: comparing is the same on both engines, and the same as in flows.
  const matches = compileConditions(table, where)
  const order = compileOrder(table, orderBy)
  const found: StoredRow[] = []
  for await (const row of readRows(db, table.id)) if (matches(row)) found.push(row)
  return found.sort(order).slice(offset, limit === undefined ? undefined : offset + limit)
}

/** The same key gives the same row, in one table; what callers use as keys may be long. */
function toRowId({ id }: StoredTable, key: string): string {
  return createHash('sha256').update(`${id}\n${key}`).digest('hex').slice(0, 32)
}

function toTableRow({ columns }: StoredTable, { id, createdAt, updatedAt, cells }: StoredRow): TableRow {
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    values: toValues(columns, cells),
  }
}
