import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ExecutionStatus } from '../../db/schema.ts'
import { firstSeqAt, lastSeqAt } from '../../db/seq-at.ts'

/** What is counted. Times are milliseconds since 1970: `from` inclusive, `to` exclusive. */
export interface CountFilter {
  from: number
  to: number
  /** Length of a stretch in milliseconds. */
  width: number
  flowId?: string | undefined
  /** `false` leaves out executions that another execution called. */
  children: boolean
}

export interface ExecutionCounts {
  /** Stretches in which something began, oldest first; `at` is where each begins. */
  stretches: { at: number; counts: Partial<Record<ExecutionStatus, number>> }[]
  /** False where more began than are counted: then the oldest are missing. */
  isWhole: boolean
}

/** A picture needs no more, and a page must not read a table of millions. */
const mostCounted = 100_000

/** How many executions began in each stretch of time, by how they stand now: the latest 100,000 of them. */
export async function countExecutions(db: Db, filter: CountFilter): Promise<ExecutionCounts> {
  const { from, to, width, flowId, children } = filter
  let latest = db
    .selectFrom('executions')
    .select(['status', 'created_at'])
    .where('created_at', '>=', from)
    .where('seq', '>=', firstSeqAt('executions', from))
    .where('created_at', '<', to)
    .where('seq', '<=', lastSeqAt('executions', to))
    .orderBy('seq', 'desc')
    .limit(mostCounted)
  if (flowId !== undefined) latest = latest.where('flow_id', '=', flowId)
  if (!children) latest = latest.where('parent_id', 'is', null)
  // Numbers as literals are whole numbers to both engines, so that they divide without a rest.
  const stretch = sql<number>`(created_at - ${sql.lit(Math.floor(from))}) / ${sql.lit(Math.floor(width))}`
  const rows = await db
    .selectFrom(latest.as('latest'))
    .select(['status', stretch.as('stretch'), (e) => e.fn.countAll<number>().as('count')])
    .groupBy(['stretch', 'status'])
    .orderBy('stretch')
    .execute()
  const byStretch = Map.groupBy(rows, (row) => row.stretch)
  return {
    stretches: [...byStretch].map(([at, found]) => ({
      at: from + at * width,
      counts: Object.fromEntries(found.map(({ status, count }) => [status, count])),
    })),
    isWhole: rows.reduce((sum, { count }) => sum + count, 0) < mostCounted,
  }
}
