import { hostname } from 'node:os'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { readVersion } from '../system/version.ts'
import { watchClock } from './clock.ts'
import { keepProcess, removeProcess, type ProcessRecord } from './store.ts'

/** This process among those that share the store. */
export interface Presence {
  /** Says that it takes no new work. */
  drain: () => void
  isDraining: () => boolean
  /** Says that it is gone. */
  leave: () => Promise<void>
}

const beatMs = 5_000

/**
 * Tells the others that this process is there, which version it is, and which schema it knows; and watches that it goes by
 * the same time as they do.
 */
export async function announceProcess(
  database: Pick<Database, 'kind' | 'kysely' | 'schemaKnown'>,
  self: Pick<ProcessRecord, 'id' | 'role' | 'address'>,
  { log, now }: { log: Log; now: () => number },
): Promise<Presence> {
  const db = database.kysely
  const startedAt = now()
  const checkClock = watchClock(database, { log, now })
  let state: ProcessRecord['state'] = 'ready'
  const tell = (): Promise<void> =>
    keepProcess(db, {
      ...self,
      schema_known: database.schemaKnown,
      host: hostname(),
      pid: process.pid,
      version: readVersion(),
      state,
      started_at: startedAt,
      seen_at: now(),
    })
  const beat = (): Promise<unknown> => Promise.all([tell(), checkClock()])
  await beat()
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error }, 'other processes could not be told'))
  }, beatMs)
  return {
    drain() {
      state = 'draining'
      tell().catch(() => undefined)
    },
    isDraining: () => state === 'draining',
    async leave() {
      clearInterval(timer)
      await removeProcess(db, self.id)
    },
  }
}
