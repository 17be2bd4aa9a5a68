import type { Db } from '../../db/database.ts'
import { addTally, type DeliveryRow, type Tally } from './store.ts'

/** Deliveries of a source that are kept until they are written; of more, only the latest. */
const mostAtOnce = 50

/** What came to each source, gathered in memory: a write for each delivery would cost too much. */
export interface Tallies {
  add: (delivery: DeliveryRow) => void
  /** Writes what was gathered; called now and then, and before somebody looks. */
  flush: () => Promise<void>
}

export function createTallies(db: Db): Tallies {
  const gathered = new Map<string, Tally & { latest: DeliveryRow[] }>()
  return {
    add(delivery) {
      const tally = gathered.get(delivery.source_id) ?? {
        deliveries: 0,
        events: 0,
        refused: 0,
        lastAt: 0,
        latest: [],
      }
      tally.deliveries += 1
      tally.lastAt = delivery.at
      if (delivery.outcome === 'accepted') tally.events += 1
      if (delivery.outcome === 'refused') tally.refused += 1
      tally.latest.push(delivery)
      if (tally.latest.length > mostAtOnce) tally.latest.shift()
      gathered.set(delivery.source_id, tally)
    },
    async flush() {
      const all = [...gathered]
      gathered.clear()
      for (const [sourceId, tally] of all) {
        await db.transaction().execute((transaction) => addTally(transaction, sourceId, tally))
      }
    },
  }
}
