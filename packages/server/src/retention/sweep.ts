import { setTimeout } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import { dayOf } from '../db/party-key.ts'
import { deleteEvents, deleteExecutions, deleteKeys, deleteParties } from './store.ts'

/** How long history is kept, in days. */
export interface Retention {
  executionDays: number
  eventDays: number
}

const dayMs = 86_400_000
/** Small, so that nobody waits long behind a deletion. */
const atOnce = 200
const eventsAtOnce = 500
const pauseMs = 20
const partiesAtOnce = 5_000
/**
 * How long an event stays known. Okta's log has events of the last 90 days, so nothing older can arrive once more; the
 * rest is margin for clocks and for a reader of the log that was down.
 */
const knownDays = 100

/**
 * Deletes history that is older than it should be, little by little, until none is left or `signal` says stop. Events of
 * which an execution is kept stay as long as that.
 */
export async function sweepHistory(
  db: Db,
  { executionDays, eventDays }: Retention,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<{ executions: number; events: number; keys: number }> {
  const swept = { executions: 0, events: 0, keys: 0 }
  const repeat = async (most: number, remove: () => Promise<number>): Promise<number> => {
    let sum = 0
    for (let count = most; count === most && !signal.aborted;) {
      count = await remove()
      sum += count
      await setTimeout(pauseMs)
    }
    return sum
  }
  swept.executions = await repeat(atOnce, () => deleteExecutions(db, now - executionDays * dayMs, atOnce))
  for (let next: number | null = 0; next !== null && !signal.aborted;) {
    const deleted = await deleteEvents(db, now - eventDays * dayMs, { after: next, limit: eventsAtOnce })
    swept.events += deleted.count
    next = deleted.next
    await setTimeout(pauseMs)
  }
  const before = dayOf(now) - Math.max(eventDays, executionDays)
  for (const table of ['event_parties', 'execution_parties'] as const) {
    await repeat(partiesAtOnce, () => deleteParties(db, table, { before, limit: partiesAtOnce }))
  }
  for await (const count of deleteKeys(db, now - Math.max(knownDays, eventDays) * dayMs)) {
    swept.keys += count
    if (signal.aborted) break
    if (count > 0) await setTimeout(pauseMs)
  }
  return swept
}
