import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { finalStatuses } from '../executions/status.ts'
import { deleteJournals } from '../executions/store.ts'

/**
 * Deletes the oldest executions that ended before a time, each with its helpers and all that was kept of them, once every
 * one of them is over. Answers how many outermost ones there were.
 */
export async function deleteExecutions(db: Db, endedBefore: number, limit: number): Promise<number> {
  const roots = await db
    .selectFrom('executions as root')
    .select('root.id')
    .where('root.parent_id', 'is', null)
    .where('root.status', 'in', finalStatuses)
    .where('root.finished_at', '<', endedBefore)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('executions as helper')
            .select('helper.id')
            .whereRef('helper.root_id', '=', 'root.id')
            .where('helper.parent_id', 'is not', null)
            .where('helper.status', 'not in', finalStatuses),
        ),
      ),
    )
    .orderBy('root.seq')
    .limit(limit)
    .execute()
  if (roots.length === 0) return 0
  const rootIds = roots.map(({ id }) => id)
  await db.transaction().execute(async (transaction) => {
    const helpers = await transaction
      .selectFrom('executions')
      .select('id')
      .where('root_id', 'in', rootIds)
      .where('parent_id', 'is not', null)
      .execute()
    const ids = [...rootIds, ...helpers.map(({ id }) => id)]
    await deleteJournals(transaction, ids)
    await transaction.deleteFrom('executions').where('id', 'in', ids).execute()
  })
  return roots.length
}

/**
 * Deletes the oldest events that arrived before a time and of which no execution is kept. What makes an event known stays:
 * the same event that arrives again starts nothing. Answers how many there were.
 */
export async function deleteEvents(db: Db, arrivedBefore: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('events')
    .select('seq')
    .where('received_at', '<', arrivedBefore)
    .where((e) =>
      e.not(
        e.exists(e.selectFrom('executions').select('id').whereRef('executions.event_id', '=', 'events.id')),
      ),
    )
    .orderBy('seq')
    .limit(limit)
    .execute()
  if (rows.length === 0) return 0
  const seqs = rows.map(({ seq }) => seq)
  await db.deleteFrom('events').where('seq', 'in', seqs).execute()
  return rows.length
}

/** Deletes what events of the oldest day were found by, if that day is before the given one. False when none is. */
export async function deletePartiesOfOneDay(db: Db, before: number): Promise<boolean> {
  const { rows } = await sql<{ day: number | null }>`select min(day) as day from event_parties`.execute(db)
  const day = rows[0]?.day ?? null
  if (day === null || Number(day) >= before) return false
  await db.deleteFrom('event_parties').where('day', '=', day).execute()
  return true
}
