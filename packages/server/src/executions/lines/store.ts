import type { Entry } from '@keyway/engine'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ExecutionStatus } from '../../db/schema.ts'

/** What an execution waits behind. */
export interface PlaceInLine {
  /** The first few of those that have their turn. */
  behind: { id: string; status: ExecutionStatus }[]
  /** How many others get their turn before it. */
  ahead: number
}

const mostShown = 3

/** Where an execution stands in its line; null when it does not wait for its turn any more. */
export async function findPlaceInLine(db: Db, executionId: string): Promise<PlaceInLine | null> {
  const own = await db
    .selectFrom('executions')
    .select(['line_key as key', 'line_order as order', 'seq'])
    .where('id', '=', executionId)
    .where('in_line', '=', 1)
    .executeTakeFirst()
  if (own === undefined || own.key === null || own.order === null) return null
  const { key, order, seq } = own
  const behind = await db
    .selectFrom('executions')
    .select(['id', 'status'])
    .where('line_key', '=', key)
    .where('in_line', '=', 0)
    .orderBy('line_order')
    .orderBy('seq')
    .limit(mostShown)
    .execute()
  const before = await db
    .selectFrom('executions')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('line_key', '=', key)
    .where('in_line', '=', 1)
    .where((e) =>
      e.or([e('line_order', '<', order), e.and([e('line_order', '=', order), e('seq', '<', seq)])]),
    )
    .executeTakeFirstOrThrow()
  return { behind, ahead: Number(before.count) }
}

/**
 * Ends an execution that waits for its turn, with the journal entry that says why. False when it does not wait in line:
 * then it is not touched.
 */
export async function leaveLine(db: Db, executionId: string, entry: Entry): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('executions')
      .select('line_key')
      .where('id', '=', executionId)
      .where('in_line', '=', 1)
      .executeTakeFirst()
    if (found?.line_key == null) return false
    // The line is locked before the execution, as every batch does it; and then the turn may have come already.
    const lines = transaction.updateTable('execution_lines').where('line_key', '=', found.line_key)
    await lines.set({ waiting: sql`waiting` }).execute()
    const { numUpdatedRows } = await transaction
      .updateTable('executions')
      .set({ status: 'cancelled', in_line: 0, line_key: null, finished_at: entry.at })
      .where('id', '=', executionId)
      .where('in_line', '=', 1)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await lines.set({ waiting: sql`waiting - 1` }).execute()
    const line = { execution_id: executionId, position: 1, entry: JSON.stringify(entry) }
    await transaction.insertInto('journal_entries').values(line).execute()
    return true
  })
}
