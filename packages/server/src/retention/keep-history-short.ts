import type { Db } from '../db/database.ts'
import { sweepHistory, type Retention } from './sweep.ts'

export interface HistoryParts {
  db: Db
  retention: Retention
  now: () => number
  onError: (error: unknown) => void
}

const everyMs = 3_600_000

/** Deletes old history every hour, one sweep at a time. `stop` waits for the deletion that is under way. */
export function keepHistoryShort({ db, retention, now, onError }: HistoryParts): {
  stop: () => Promise<void>
} {
  const abort = new AbortController()
  let sweeping: Promise<unknown> | undefined
  const timer = setInterval(() => {
    sweeping ??= sweepHistory(db, retention, { now: now(), signal: abort.signal })
      .catch(onError)
      .finally(() => {
        sweeping = undefined
      })
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      abort.abort()
      await sweeping
    },
  }
}
