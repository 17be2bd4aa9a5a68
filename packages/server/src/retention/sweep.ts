import { setTimeout } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import { dayOf } from '../db/party-key.ts'
import { deleteEvents, deleteExecutions, deletePartiesOfOneDay } from './store.ts'

/** How long history is kept, in days. */
export interface Retention {
  executionDays: number
  eventDays: number
}

const dayMs = 86_400_000
/** Small, so that nobody waits long behind a deletion. */
const atOnce = 200
const pauseMs = 20

/**
 * Deletes history that is older than it should be, little by little, until none is left or `signal` says stop. Events of
 * which an execution is kept stay as long as that.
 */
export async function sweepHistory(
  db: Db,
  { executionDays, eventDays }: Retention,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<{ executions: number; events: number }> {
  const swept = { executions: 0, events: 0 }
  const repeat = async (remove: () => Promise<number>): Promise<number> => {
    let sum = 0
    for (let count = atOnce; count === atOnce && !signal.aborted;) {
      count = await remove()
      sum += count
      await setTimeout(pauseMs)
    }
    return sum
  }
  swept.executions = await repeat(() => deleteExecutions(db, now - executionDays * dayMs, atOnce))
  swept.events = await repeat(() => deleteEvents(db, now - eventDays * dayMs, atOnce))
  while (
    !signal.aborted &&
    (await deletePartiesOfOneDay(db, dayOf(now) - Math.max(eventDays, executionDays)))
  ) {
    await setTimeout(pauseMs)
  }
  return swept
}
