import { CompiledQuery } from 'kysely'
import type { Database } from './database.ts'

/** Where a reader of events may go on to without missing one that is still being written. */
export interface SettledEvents {
  /** Sequence number of the last event of which all earlier ones are committed, or never will be. */
  last: () => Promise<number>
}

/** Longer than any statement or transaction of ours may take; see PostgresLimits. */
const patienceMs = 120_000

/**
 * On SQLite events are committed in their order. On PostgreSQL batches are written beside each other, so an event may be
 * seen before one with a lower number: what was seen once counts as settled when every transaction that had begun by then
 * is over. (A batch has its transaction id before it draws a number: it writes keys of events first.)
 */
export function watchSettled(database: Database, now: () => number): SettledEvents {
  return database.kind === 'sqlite' ? { last: () => lastSeq(database) } : watchTransactions(database, now)
}

interface Mark {
  seq: number
  /** First transaction id that was not given yet when it was made. */
  next: bigint
  at: number
}

function watchTransactions(database: Database, now: () => number): SettledEvents {
  let settled = 0
  let mark: Mark | undefined
  return {
    async last() {
      const { seq, oldest, next } = await look(database)
      const isOver = mark !== undefined && (oldest >= mark.next || now() - mark.at > patienceMs)
      if (mark !== undefined && isOver) settled = Math.max(settled, mark.seq)
      if (mark === undefined || isOver) mark = { seq, next, at: now() }
      // Nobody writes: all there is is settled.
      if (oldest === next) settled = Math.max(settled, seq)
      return settled
    },
  }
}

async function look({ kysely }: Database): Promise<{ seq: number; oldest: bigint; next: bigint }> {
  const { rows } = await kysely.executeQuery<{ seq: string | null; oldest: string; next: string }>(
    CompiledQuery.raw(
      `select (select max(seq) from events)::text as seq, pg_snapshot_xmin(s)::text as oldest,
        pg_snapshot_xmax(s)::text as next from pg_current_snapshot() s`,
    ),
  )
  const [row] = rows
  if (row === undefined) throw new Error('A select without a table answers one row.')
  return { seq: Number(row.seq ?? 0), oldest: BigInt(row.oldest), next: BigInt(row.next) }
}

async function lastSeq({ kysely }: Database): Promise<number> {
  const row = await kysely
    .selectFrom('events')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}
