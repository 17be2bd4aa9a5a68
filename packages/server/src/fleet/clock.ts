import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { readClock } from './store.ts'

/** Leases last half a minute, so a difference of this much does no harm yet. */
const harmlessMs = 5_000

/**
 * Compares this process's clock with the one that all processes share, that of the database, and says it when the two
 * part and when they agree again. Leases, schedules and waits go by the clock of the process: one that is ahead takes
 * others for dead.
 *
 * @returns What compares them, to be called now and then.
 */
export function watchClock(
  { kind, kysely }: Pick<Database, 'kind' | 'kysely'>,
  { log, now }: { log: Log; now: () => number },
): () => Promise<void> {
  let isOff = false

  return async () => {
    // On embedded storage there is nobody to differ from.
    if (kind === 'sqlite') return
    const before = now()
    const at = await readClock(kysely)
    const after = now()
    // Somewhere between asking and answer: what is outside of that is a difference.
    const offMs = at < before ? before - at : at > after ? after - at : 0
    if (Math.abs(offMs) <= harmlessMs) {
      if (isOff) log.info('the clock of this process agrees with that of the database again')
      isOff = false
      return
    }
    if (!isOff) {
      const seconds = Math.round(Math.abs(offMs) / 1000)
      log.error(
        { offMs },
        `the clock of this process is ${seconds} s ${offMs > 0 ? 'ahead of' : 'behind'} that of the database: ` +
          'set it right, or this process takes executions of others for abandoned, and is taken for dead itself',
      )
    }
    isOff = true
  }
}
