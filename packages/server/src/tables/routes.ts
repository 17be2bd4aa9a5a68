import { tables as contract } from '@keyway/api'
import type { TableStore } from '@keyway/sdk'
import { toActor } from '../auth/caller.ts'
import { newId } from '../db/new-id.ts'
import type { HttpServer } from '../http/server.ts'
import {
  addColumn,
  changeColumn,
  deleteColumn,
  getTableById,
  renameTable,
  setKeys,
} from './change-columns.ts'
import { mountRows } from './rows/routes.ts'
import { countRows, deleteTable, insertTable, listTables, type StoredTable } from './store.ts'
import type { TableParts } from './table-store.ts'
import { namesOf } from './unique-keys.ts'

export interface TableRouteParts {
  parts: TableParts
  tables: TableStore
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts tables: their list, making, changing and deleting one, and their rows. */
export function mountTables(server: HttpServer, { parts, tables, audit }: TableRouteParts): void {
  const { db, limits } = parts
  const answer = async (tableId: string) => {
    const table = await getTableById(db, tableId)
    return { ...describe(table), rows: await countRows(db, table) }
  }
  const note = (call: { caller: Parameters<typeof toActor>[0] }, action: string, target: string) =>
    audit({ actor: toActor(call.caller), action, target })

  server.mount(contract.listTables, async () => ({
    items: (await listTables(db)).map((table) => ({ ...describe(table), rows: table.rows })),
  }))

  server.mount(contract.createTable, async (call) => {
    const id = newId()
    await db.transaction().execute((transaction) => insertTable(transaction, { ...call.body, id }, limits))
    await note(call, 'table.created', id)
    return answer(id)
  })

  server.mount(contract.getTable, ({ params }) => answer(params.tableId))

  server.mount(contract.renameTable, async (call) => {
    await renameTable(db, await getTableById(db, call.params.tableId), call.body.name)
    await note(call, 'table.changed', call.params.tableId)
    return answer(call.params.tableId)
  })

  server.mount(contract.deleteTable, async (call) => {
    const { id } = await getTableById(db, call.params.tableId)
    await deleteTable(db, id)
    await note(call, 'table.deleted', id)
  })

  server.mount(contract.addTableColumn, async (call) => {
    const table = await getTableById(db, call.params.tableId)
    await addColumn(db, table, { column: call.body, limits })
    await note(call, 'table.changed', table.id)
    return answer(table.id)
  })

  server.mount(contract.changeTableColumn, async (call) => {
    const table = await getTableById(db, call.params.tableId)
    await changeColumn(db, table, { name: call.params.column, changes: call.body })
    await note(call, 'table.changed', table.id)
    return answer(table.id)
  })

  server.mount(contract.deleteTableColumn, async (call) => {
    const table = await getTableById(db, call.params.tableId)
    await deleteColumn(db, table, call.params.column)
    await note(call, 'table.changed', table.id)
    return answer(table.id)
  })

  server.mount(contract.setTableKeys, async (call) => {
    const table = await getTableById(db, call.params.tableId)
    await setKeys(db, table, call.body.keys)
    await note(call, 'table.changed', table.id)
    return answer(table.id)
  })

  server.mount(contract.clearTable, async (call) => {
    const { id } = await getTableById(db, call.params.tableId)
    const deleted = await tables.clearTable(id)
    await note(call, 'table.cleared', id)
    return { deleted }
  })

  mountRows(server, { parts, tables })
}

function describe(table: StoredTable) {
  const { id, name, columns, keys } = table
  return { id, name, columns, keys: keys.map((key) => namesOf(table, key)) }
}
