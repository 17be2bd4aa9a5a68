import { tables as contract } from '@keyway/api'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { toValues } from './columns.ts'
import { findTables, listTables, pageRows } from './store.ts'

/** Mounts the list of tables and their rows. */
export function mountTables(server: HttpServer, { db }: { db: Db }): void {
  server.mount(contract.listTables, async () => ({ items: await listTables(db) }))

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
