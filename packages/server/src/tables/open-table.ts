import { InputError } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { RowChange, TableWriter } from './row-changes.ts'
import { findTables, lockTable, type StoredTable } from './store.ts'

/** Finds a table by its id or its name. Throws InputError when there is none, or the name stands for several. */
export async function getTable(db: Db, reference: string): Promise<StoredTable> {
  const found = await findTables(db, reference)
  const table = found.find(({ id }) => id === reference) ?? found[0]
  if (table === undefined) throw tableUnknown(reference)
  if (found.length > 1 && table.id !== reference) {
    throw new InputError(
      `${found.length} tables are called "${reference}". Name the one you mean by its id.`,
      { code: 'table_ambiguous' },
    )
  }
  return table
}

/**
 * Runs a change of a table, or of its rows, in one transaction that holds the table (`lockTable`). What it did to rows is
 * told in the same transaction, where somebody waits for it.
 */
export async function changeTable<Result>(
  { db, watch }: TableWriter,
  { id, name }: Pick<StoredTable, 'id' | 'name'>,
  {
    mode,
    change,
  }: {
    mode: 'share' | 'update'
    change: (transaction: Db, table: StoredTable) => Promise<Result>
  },
): Promise<Result> {
  return db.transaction().execute(async (transaction) => {
    const table = await lockTable(transaction, id, mode)
    if (table === undefined) throw tableUnknown(name)
    if (watch?.isWatched(table) !== true) return change(transaction, table)
    const changes: RowChange[] = []
    const result = await change(transaction, { ...table, changes })
    if (changes.length > 0) await watch.keep(transaction, table, changes)
    return result
  })
}

function tableUnknown(reference: string): InputError {
  return new InputError(`There is no table "${reference}". Create or import it, or correct the name.`, {
    code: 'table_unknown',
  })
}
