import type { Db } from '../../db/database.ts'
import { takeLease, takeReport, type Ledger, type LedgerEntry } from './ledger.ts'

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
      // The row is there before it is locked: two processes that meet a new bucket must not both begin it.
      await transaction
        .insertInto('rate_budgets')
        .values({ bucket: key, call_limit: 0, granted: 0, ends_at: 0 })
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
          : { limit: row.call_limit, granted: row.granted, endsAt: Number(row.ends_at) }
      const { entry, result } = rule(known)
      await transaction
        .updateTable('rate_budgets')
        .set({ call_limit: entry.limit, granted: entry.granted, ends_at: Math.round(entry.endsAt) })
        .where('bucket', '=', key)
        .execute()
      return result
    })
  }

  return {
    isShared: true,
    lease: (wish) =>
      change(wish.key, (known) => {
        const { entry, lease } = takeLease(known, wish)
        return { entry, result: lease }
      }),
    report: (report) =>
      change(report.key, (known) => ({ entry: takeReport(known, report), result: undefined })),
  }
}
