import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { ProcessesTable } from '../db/schema.ts'

export type ProcessRecord = ProcessesTable

/** Says that a process is there, or that it still is. */
export async function keepProcess(db: Db, record: ProcessRecord): Promise<void> {
  const { state, seen_at } = record
  await db
    .insertInto('processes')
    .values(record)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ state, seen_at }))
    .execute()
}

export async function removeProcess(db: Db, id: string): Promise<void> {
  await db.deleteFrom('processes').where('id', '=', id).execute()
}

export async function forgetProcesses(db: Db, before: number): Promise<void> {
  await db.deleteFrom('processes').where('seen_at', '<', before).execute()
}

/** What the clock of a PostgreSQL server shows, in milliseconds since 1970. */
export async function readClock(db: Db): Promise<number> {
  const { rows } = await sql<{ at: string }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as at`.execute(db)
  return Number(rows[0]?.at)
}

/** Takes the turn of a task if it is due, and puts the next one off. False while it is not, or when another was faster. */
export async function takeTurn(
  db: Db,
  { task, owner, now, until }: { task: string; owner: string; now: number; until: number },
): Promise<boolean> {
  const taken = await db
    .insertInto('upkeep_turns')
    .values({ task, owner, due_at: until })
    .onConflict((conflict) =>
      conflict.column('task').doUpdateSet({ owner, due_at: until }).where('upkeep_turns.due_at', '<=', now),
    )
    .returning('owner')
    .executeTakeFirst()
  return taken !== undefined
}

/** Puts the next turn off while this one lasts, or to its time once it is over. False when it is another's by now. */
export async function putOffTurn(
  db: Db,
  { task, owner, until }: { task: string; owner: string; until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('upkeep_turns')
    .set({ due_at: until })
    .where('task', '=', task)
    .where('owner', '=', owner)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const publicUrlKey = 'public_url'

/** Tells workers, which nobody calls, where people find Keyway. */
export async function keepPublicUrl(db: Db, url: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key: publicUrlKey, value: url })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: url }))
    .execute()
}

export async function readPublicUrl(db: Db): Promise<string | undefined> {
  const found = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', publicUrlKey)
    .executeTakeFirst()
  return found?.value
}
