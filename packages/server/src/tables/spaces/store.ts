import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** Small enough that nobody waits long for the writer. */
const batchSize = 5_000

const parts = [
  { table: 'table_cells', key: ['space', 'column_number', 'value', 'row_seq'] },
  { table: 'table_keys', key: ['space', 'key_number', 'value'] },
  { table: 'table_rows', key: ['seq'] },
] as const

/** Frees the places of tables that were cleared or deleted, a batch at a time, until none is left or it is stopped. */
export async function emptySpaces(db: Db, signal: AbortSignal): Promise<void> {
  const spaces = await db.selectFrom('table_spaces').select('number').where('table_id', 'is', null).execute()
  for (const { number } of spaces) {
    for (const { table, key } of parts) await emptyPart(db, number, { table, key, signal })
    if (signal.aborted) return
    await db.deleteFrom('table_spaces').where('number', '=', number).execute()
  }
}

async function emptyPart(
  db: Db,
  space: number,
  { table, key, signal }: { table: string; key: readonly string[]; signal: AbortSignal },
): Promise<void> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  while (!signal.aborted) {
    const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where (${columns}) in
      (select ${columns} from ${sql.table(table)} where space = ${space} limit ${batchSize})`.execute(db)
    if (numAffectedRows < BigInt(batchSize)) return
  }
}

/** Deletes what the index of cells or of unique keys holds under a number. */
export async function deletePart(
  db: Db,
  space: number,
  part: { column: number } | { key: number },
): Promise<void> {
  await ('column' in part
    ? db
        .deleteFrom('table_cells')
        .where('space', '=', space)
        .where('column_number', '=', part.column)
        .execute()
    : db.deleteFrom('table_keys').where('space', '=', space).where('key_number', '=', part.key).execute())
}

/** Puts an entry of nothing into the index for each row: a new column, in which no row has a value. */
export async function addEmptyColumn(
  db: Db,
  space: number,
  { column, value }: { column: number; value: string },
): Promise<void> {
  await sql`insert into table_cells (space, column_number, value, row_seq)
    select space, cast(${column} as integer), cast(${value} as text), seq from table_rows where space = ${space}`.execute(
    db,
  )
}
