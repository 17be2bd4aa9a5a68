import type { Db } from '../../db/database.ts'
import type { StoredRow } from '../rows/store.ts'

interface Swap {
  isSet: boolean
  row: StoredRow
}

/** Longer than any step is tried again. */
const keptMs = 30 * 24 * 60 * 60 * 1000

/** What a compare-and-set answered. */
export async function findSwap(db: Db, id: string): Promise<Swap | undefined> {
  const found = await db.selectFrom('table_swaps').select('answer').where('id', '=', id).executeTakeFirst()
  // Written by insertSwap.
  return found === undefined ? undefined : (JSON.parse(found.answer) as Swap)
}

/** Keeps what a compare-and-set answered, and forgets some that nobody can ask for any more. */
export async function insertSwap(
  db: Db,
  { id, at, answer }: { id: string; at: number; answer: Swap },
): Promise<void> {
  await db
    .insertInto('table_swaps')
    .values({ id, at, answer: JSON.stringify(answer) })
    .execute()
  const old = db
    .selectFrom('table_swaps')
    .select('id')
    .where('at', '<', at - keptMs)
    .limit(10)
  await db.deleteFrom('table_swaps').where('id', 'in', old).execute()
}
