import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { engineOf } from '../db/engine.ts'
import { lastSeqAt } from '../db/seq-at.ts'
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
    // What has ended before a time has begun before it: nothing younger is looked at.
    .where('root.seq', '<=', lastSeqAt('executions', endedBefore))
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
 * Deletes events that arrived before a time and of which no execution is kept, from a place in their order on. What makes
 * an event known stays: the same event that arrives again starts nothing. Answers how many there were and where to go on;
 * null when all were looked at.
 */
export async function deleteEvents(
  db: Db,
  arrivedBefore: number,
  { after, limit }: { after: number; limit: number },
): Promise<{ count: number; next: number | null }> {
  const rows = await db
    .selectFrom('events')
    .select('seq')
    .where('seq', '>', after)
    .where('seq', '<=', lastSeqAt('events', arrivedBefore))
    .where('received_at', '<', arrivedBefore)
    .orderBy('seq')
    .limit(limit)
    .execute()
  const last = rows.at(-1)
  if (last === undefined) return { count: 0, next: null }
  const { numDeletedRows } = await db
    .deleteFrom('events')
    .where(
      'seq',
      'in',
      rows.map(({ seq }) => seq),
    )
    .where((e) =>
      e.not(
        e.exists(e.selectFrom('executions').select('id').whereRef('executions.event_id', '=', 'events.id')),
      ),
    )
    .executeTakeFirst()
  return { count: Number(numDeletedRows), next: rows.length < limit ? null : last.seq }
}

const partyTables = {
  event_parties: sql`event_parties where (day, party, event_seq, role) in (select day, party, event_seq, role from event_parties`,
  execution_parties: sql`execution_parties where (day, party, execution_seq, role) in (select day, party, execution_seq, role from execution_parties`,
}

/** Deletes some of what events and executions of days before the given one were found by. Answers how much it was. */
export async function deleteParties(
  db: Db,
  table: keyof typeof partyTables,
  { before, limit }: { before: number; limit: number },
): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from ${partyTables[table]} where day < ${before} limit ${limit})`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Ranges of keys, which are evenly spread: one is a small part of them, however many there are. */
const keyRanges = 256

/**
 * Deletes by what events are known that arrived before a time, a part of them in each step. An engine keeps them in the
 * order of their keys, so SQLite goes from key to key; PostgreSQL reads the table as it lies.
 */
export async function* deleteKeys(db: Db, arrivedBefore: number): AsyncGenerator<number> {
  const isOld = sql`occurred_at > 0 and occurred_at < ${arrivedBefore}`
  if (engineOf(db) === 'postgres') {
    const atOnce = 20_000
    for (let count = atOnce; count === atOnce;) {
      const { numAffectedRows } = await sql`delete from event_keys where key in (
        select key from event_keys where ${isOld} limit ${atOnce})`.execute(db)
      yield (count = Number(numAffectedRows ?? 0))
    }
    return
  }
  for (let range = 0; range < keyRanges; range += 1) {
    const { numAffectedRows } = await sql`delete from event_keys
      where key >= ${Buffer.from([range])} and (${range + 1 === keyRanges ? 1 : 0} = 1 or key < ${Buffer.from([range + 1])})
        and ${isOld}`.execute(db)
    yield Number(numAffectedRows ?? 0)
  }
}
