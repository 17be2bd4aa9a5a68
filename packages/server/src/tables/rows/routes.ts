import { tables as contract } from '@keyway/api'
import type { TableQuery, TableRow, TableStore } from '@keyway/sdk'
import { parseCursor, toPage } from '../../cursor.ts'
import { newId } from '../../db/new-id.ts'
import { ConflictError, NotFoundError } from '../../errors.ts'
import { toDownload } from '../../http/download.ts'
import type { HttpServer } from '../../http/server.ts'
import { getTableById } from '../change-columns.ts'
import { exportCsv } from '../csv/export-csv.ts'
import { spool } from '../csv/spool.ts'
import { toTableRow, type TableParts } from '../table-store.ts'
import { readRowsBefore } from './store.ts'

/** A million rows of a dozen columns are about 100 MB. */
const mostCsvBytes = 2 * 1024 * 1024 * 1024

/** Mounts the rows of tables: searching, reading, adding, changing and deleting, and whole files of them. */
export function mountRows(
  server: HttpServer,
  { parts, tables }: { parts: TableParts; tables: TableStore },
): void {
  const { db } = parts
  const getId = async ({ tableId }: { tableId: string }) => (await getTableById(db, tableId)).id

  server.mount(contract.listTableRows, async ({ params, query }) => {
    const table = await getTableById(db, params.tableId)
    const before = query.cursor === undefined ? undefined : Number(parseCursor(query.cursor, ['number'])[0])
    const rows = await readRowsBefore(db, table, { before, limit: query.limit + 1 })
    const { items, next } = toPage(rows, query.limit, ({ seq }) => [seq])
    return { items: items.map((row) => toAnswer(toTableRow(table, row))), next }
  })

  server.mount(contract.searchTableRows, async ({ params, body }) => {
    const { where, orderBy, cursor = null, limit } = body
    const query: TableQuery = { where, ...(orderBy === undefined ? {} : { orderBy }) }
    const { items, next } = await tables.pageRows(await getId(params), query, { cursor, size: limit })
    return { items: items.map(toAnswer), next }
  })

  server.mount(contract.createTableRow, async ({ params, body }) => {
    const rowId = body.idempotencyKey ?? newId()
    return toAnswer(await tables.createRow(await getId(params), { rowId, values: body.values }))
  })

  server.mount(contract.upsertTableRow, async ({ params, body: { key, values } }) => {
    const { isNew, row } = await tables.upsertRow(await getId(params), { rowId: newId(), key, values })
    return { isNew, row: toAnswer(row) }
  })

  server.mount(contract.getTableRow, async ({ params }) => {
    return toAnswer(await getRow(tables, params))
  })

  server.mount(contract.updateTableRow, async ({ params, body: { values, version } }) => {
    const { rowId } = params
    const tableId = await getId(params)
    if (version === undefined) {
      const row = await tables.updateRow(tableId, { rowId, values })
      if (row === undefined) throw rowNotFound(rowId)
      return toAnswer(row)
    }
    const expected = { values: {}, version }
    const swap = await tables.compareAndSet(tableId, { rowId, expected, values, swapKey: newId() })
    if (swap === undefined) throw rowNotFound(rowId)
    if (!swap.isSet) {
      throw new ConflictError(
        `The row was changed meanwhile: you have version ${version}, it is at ${swap.row.version}. Read it again.`,
      )
    }
    return toAnswer(swap.row)
  })

  server.mount(contract.deleteTableRow, async ({ params }) => {
    const row = await getRow(tables, params)
    if (!(await tables.deleteRow(params.tableId, params.rowId))) throw rowNotFound(params.rowId)
    return toAnswer(row)
  })

  server.mount(contract.deleteTableRows, async ({ params, body }) => ({
    deleted: await tables.deleteRows(await getId(params), body.where),
  }))

  server.mountStream(contract.exportTableCsv, async ({ params, query }) => {
    const table = await getTableById(db, params.tableId)
    const file = { name: `${table.name}.csv`, contentType: 'text/csv; charset=utf-8', size: null }
    return toDownload(file, exportCsv(db, table, query))
  })

  server.mountUpload(
    contract.importTableCsv,
    async ({ params, query, content }) => {
      const tableId = await getId(params)
      return spool(content, (open) => tables.importCsv(tableId, open, { ...query, importKey: newId() }))
    },
    mostCsvBytes,
  )

  async function getRow(store: TableStore, params: { tableId: string; rowId: string }): Promise<TableRow> {
    const row = await store.findRow(await getId(params), params.rowId)
    if (row === undefined) throw rowNotFound(params.rowId)
    return row
  }
}

function rowNotFound(rowId: string): NotFoundError {
  return new NotFoundError(`The table has no row ${rowId}. It may be deleted.`)
}

function toAnswer({ createdAt, updatedAt, ...row }: TableRow) {
  return { ...row, createdAt: Date.parse(createdAt), updatedAt: Date.parse(updatedAt) }
}
