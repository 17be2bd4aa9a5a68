import { tables as contract } from '@keyway/api'
import type { Db } from '../db/database.ts'
import { newId } from '../db/new-id.ts'
import { NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { toValues } from './columns.ts'
import { findTables, insertTable, listTables, pageRows } from './store.ts'

/** Mounts tables: their list, making one, and their rows. */
export function mountTables(server: HttpServer, { db }: { db: Db }): void {
  server.mount(contract.listTables, async () => ({ items: await listTables(db) }))

  server.mount(contract.createTable, async ({ body }) => {
    const id = newId()
    const columns = body.columns.map((column) => ({ ...column, default: null }))
    await insertTable(db, { id, name: body.name, columns })
    const made = (await findTables(db, id)).find((table) => table.id === id)
    if (made === undefined) throw new NotFoundError(`There is no table ${id}.`)
    return { ...made, rows: 0 }
  })

  server.mount(contract.listTableRows, async ({ params: { tableId }, query }) => {
    const table = (await findTables(db, tableId)).find(({ id }) => id === tableId)
    if (table === undefined) throw new NotFoundError(`There is no table ${tableId}.`)
    const { items, next } = await pageRows(db, tableId, query)
    return {
      items: items.map(({ cells, ...row }) => ({ ...row, values: toValues(table.columns, cells) })),
      next,
    }
  })
}
