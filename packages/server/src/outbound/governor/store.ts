import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import {
  orgOf,
  takeLease,
  takeReport,
  type CallsOfExecution,
  type ExecutionCalls,
  type Ledger,
  type LedgerEntry,
  type Standing,
} from './ledger.ts'

/** A process that was silent for so long makes no calls. */
const silentMs = 15_000
/** What nobody needs to know any more. */
const keptMs = 24 * 3_600_000

/**
 * The ledger of a Keyway that is several processes: one row for each bucket, asked in portions, so that most requests
 * need no query.
 */
export function createSharedLedger(db: Db): Ledger {
  async function change<Result>(
    key: string,
    rule: (entry: LedgerEntry | undefined) => { entry: LedgerEntry; result: Result },
  ): Promise<Result> {
    return db.transaction().execute(async (transaction) => {
      // A window is over in a minute: what a crash of the database forgets of it is not worth a wait for the disk.
      await sql`set local synchronous_commit = off`.execute(transaction)
      // The row is there before it is locked: two processes that meet a new bucket must not both begin it.
      await transaction
        .insertInto('rate_budgets')
        .values({ bucket: key, call_limit: 0, granted: 0, begun_at: 0, ends_at: 0, is_guess: 0, ahead_ms: 0 })
        .onConflict((conflict) => conflict.column('bucket').doNothing())
        .execute()
      const row = await transaction
        .selectFrom('rate_budgets')
        .selectAll()
        .where('bucket', '=', key)
        .forUpdate()
        .executeTakeFirstOrThrow()
      const known =
        row.ends_at === 0
          ? undefined
          : {
              limit: row.call_limit,
              granted: row.granted,
              begunAt: Number(row.begun_at),
              endsAt: Number(row.ends_at),
              isGuess: row.is_guess !== 0,
              aheadMs: Number(row.ahead_ms),
            }
      const { entry, result } = rule(known)
      await transaction
        .updateTable('rate_budgets')
        .set({
          call_limit: entry.limit,
          granted: entry.granted,
          begun_at: Math.round(entry.begunAt),
          ends_at: Math.round(entry.endsAt),
          is_guess: entry.isGuess ? 1 : 0,
          ahead_ms: Math.round(entry.aheadMs),
        })
        .where('bucket', '=', key)
        .execute()
      return result
    })
  }

  return {
    isShared: true,
    async find(key) {
      const row = await db
        .selectFrom('rate_budgets')
        .selectAll()
        .where('bucket', '=', key)
        .where('ends_at', '>', 0)
        .executeTakeFirst()
      return row === undefined ? undefined : { limit: row.call_limit, aheadMs: Number(row.ahead_ms) }
    },
    lease: (wish) =>
      change(wish.key, (known) => {
        const { entry, lease } = takeLease(known, wish)
        return { entry, result: lease }
      }),
    report: (report) =>
      change(report.key, (known) => ({ entry: takeReport(known, report), result: undefined })),
    async tell(standing, calls) {
      await saveStanding(db, standing)
      if (calls.length > 0) await addCalls(db, standing, calls)
      const { seenAt, key } = standing
      const found = await db
        .selectFrom('rate_standings')
        .select(({ fn }) => fn.count<number | string>('process').distinct().as('processes'))
        .where('org', '=', orgOf(key))
        .where('seen_at', '>=', seenAt - silentMs)
        .executeTakeFirstOrThrow()
      return Number(found.processes)
    },
    listStandings: (since) => listStandings(db, since),
    listCalls: (executionId, since) => listCalls(db, executionId, since),
  }
}

async function saveStanding(db: Db, standing: Standing): Promise<void> {
  const { key, process, limit, remaining, endsAt, windowMs, aheadMs, used, waiting, seenAt } = standing
  const values = {
    call_limit: limit,
    remaining,
    ends_at: Math.round(endsAt),
    window_ms: Math.round(windowMs),
    ahead_ms: Math.round(aheadMs),
    used,
    waiting,
    seen_at: seenAt,
  }
  await db
    .insertInto('rate_standings')
    .values({ bucket: key, process, org: orgOf(key), ...values })
    .onConflict((conflict) => conflict.columns(['bucket', 'process']).doUpdateSet(values))
    .execute()
}

async function addCalls(
  db: Db,
  { key, seenAt }: Standing,
  calls: readonly CallsOfExecution[],
): Promise<void> {
  await db
    .insertInto('rate_calls')
    .values(
      calls.map((each) => ({
        execution_id: each.executionId,
        bucket: key,
        calls: each.calls,
        seen_at: seenAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['execution_id', 'bucket']).doUpdateSet((row) => ({
        calls: row('rate_calls.calls', '+', row.ref('excluded.calls')),
        seen_at: row.ref('excluded.seen_at'),
      })),
    )
    .execute()
}

async function listStandings(db: Db, since: number): Promise<Standing[]> {
  const rows = await db.selectFrom('rate_standings').selectAll().where('seen_at', '>=', since).execute()
  return rows.map((row) => ({
    key: row.bucket,
    process: row.process,
    limit: row.call_limit,
    remaining: row.remaining,
    endsAt: Number(row.ends_at),
    windowMs: row.window_ms,
    aheadMs: Number(row.ahead_ms),
    used: row.used,
    waiting: row.waiting,
    seenAt: Number(row.seen_at),
  }))
}

async function listCalls(db: Db, executionId: string, since: number): Promise<ExecutionCalls[]> {
  const rows = await db
    .selectFrom('rate_calls')
    .selectAll()
    .where('bucket', 'in', (own) =>
      own.selectFrom('rate_calls as mine').select('mine.bucket').where('mine.execution_id', '=', executionId),
    )
    .where((where) => where.or([where('execution_id', '=', executionId), where('seen_at', '>=', since)]))
    .execute()
  return rows.map((row) => ({
    executionId: row.execution_id,
    key: row.bucket,
    calls: row.calls,
    seenAt: Number(row.seen_at),
  }))
}

/** Takes away what processes told that are long gone. */
export async function forgetOldStandings(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('rate_standings')
    .where('seen_at', '<', now - keptMs)
    .execute()
  await db
    .deleteFrom('rate_calls')
    .where('seen_at', '<', now - 7 * keptMs)
    .execute()
}
