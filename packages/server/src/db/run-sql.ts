import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

/** Runs one statement as it stands, with the engine's own placeholders. The caller knows what its rows hold. */
export async function runSql<Row>(
  db: Db,
  statement: { sql: string; parameters: readonly unknown[] },
): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(statement.sql, [...statement.parameters]))
  return rows
}
