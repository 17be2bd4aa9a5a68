import type { Db } from '../db/database.ts'

/** Runs the task in the transaction it is given, or in one of its own. */
export function inTransaction(db: Db, task: (transaction: Db) => Promise<void>): Promise<void> {
  return db.isTransaction ? task(db) : db.transaction().execute(task)
}
