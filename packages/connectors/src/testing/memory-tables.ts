import {
  compare,
  type JsonObject,
  type TableColumn,
  type TableQuery,
  type TableRow,
  type TableStore,
} from '@keyway/sdk'

/**
 * Rows in memory: enough to see what an action asks for. Every table has the same columns; of conditions only `=` counts,
 * and all of them must be met.
 */
export function createMemoryTables(
  columns: TableColumn[] = [],
): TableStore & { rows: Map<string, TableRow> } {
  const rows = new Map<string, TableRow>()
  const listRows = (table: string) => [...rows].filter(([key]) => key.startsWith(`${table}/`))
  const meets = (row: TableRow, where: TableQuery['where']) =>
    where.every(({ column, value }) => compare(row.values[column] ?? null, 'equal to', value))
  const find = (table: string, where: TableQuery['where']) =>
    listRows(table).filter(([, row]) => meets(row, where))
  const toWhere = (values: JsonObject): TableQuery['where'] =>
    Object.entries(values).map(([column, value]) => ({ column, operator: '=', value, join: 'AND' }))
  const store: TableStore = {
    describeTable: async (table) => ({ id: table, name: table, columns, keys: [] }),
    createRow: async (table, { rowId, values }) => {
      const stamp = '2026-06-03T09:15:32.114Z'
      const key = `${table}/${rowId}`
      const row = rows.get(key) ?? { id: rowId, createdAt: stamp, updatedAt: stamp, version: 1, values }
      rows.set(key, row)
      return row
    },
    createRows: (table, added) => Promise.all(added.map((row) => store.createRow(table, row))),
    upsertRow: async (table, { rowId, key, values }) => {
      const [there] = find(
        table,
        toWhere(Object.fromEntries(key.map((name) => [name, values[name] ?? null]))),
      )
      const row =
        there === undefined
          ? await store.createRow(table, { rowId, values })
          : await store.updateRow(table, { rowId: there[1].id, values })
      if (row === undefined) throw new Error('Expected the row that was just found.')
      return { isNew: there === undefined, row }
    },
    searchRows: async (table, { where, limit, offset = 0 }) => {
      const found = find(table, where).map(([, row]) => row)
      return found.slice(offset, limit === undefined ? undefined : offset + limit)
    },
    pageRows: async (table, query, { cursor, size }) => {
      const offset = Number(cursor ?? query.offset ?? 0)
      const items = await store.searchRows(table, { ...query, limit: size, offset })
      return { items, next: items.length < size ? null : String(offset + size) }
    },
    findRow: async (table, rowId) => rows.get(`${table}/${rowId}`),
    findByKey: async (table, values) => find(table, toWhere(values))[0]?.[1],
    updateRow: async (table, { rowId, values }) => {
      const row = rows.get(`${table}/${rowId}`)
      if (row === undefined) return undefined
      const changed = { ...row, version: row.version + 1, values: { ...row.values, ...values } }
      rows.set(`${table}/${rowId}`, changed)
      return changed
    },
    compareAndSet: async (table, { rowId, expected, values }) => {
      const row = rows.get(`${table}/${rowId}`)
      if (row === undefined) return undefined
      const isSet = meets(row, toWhere(expected.values)) && (expected.version ?? row.version) === row.version
      return { isSet, row: (isSet ? await store.updateRow(table, { rowId, values }) : row) ?? row }
    },
    deleteRow: async (table, rowId) => rows.delete(`${table}/${rowId}`),
    deleteRows: async (table, where) => find(table, where).filter(([key]) => rows.delete(key)).length,
    clearTable: async (table) => listRows(table).filter(([key]) => rows.delete(key)).length,
    importCsv: () => Promise.reject(new Error('Expected no import; found one.')),
  }
  return { ...store, rows }
}
