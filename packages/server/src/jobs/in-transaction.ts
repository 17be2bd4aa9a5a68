import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'

/** Runs the task in the transaction it is given, or in one of its own. */
export function inTransaction(
  kysely: Kysely<Schema>,
  task: (transaction: Kysely<Schema>) => Promise<void>,
): Promise<void> {
  return kysely.isTransaction ? task(kysely) : kysely.transaction().execute(task)
}
