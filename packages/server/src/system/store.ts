import type { Db } from '../db/database.ts'

/** Throws when the store does not answer. */
export async function checkStore(db: Db): Promise<void> {
  await db.selectFrom('schema_migrations').select('number').limit(1).execute()
}
