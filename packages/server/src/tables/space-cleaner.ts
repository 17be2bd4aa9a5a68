import type { Db } from '../db/database.ts'
import { emptySpaces } from './spaces/store.ts'

/** Frees what cleared and deleted tables leave behind. */
export interface SpaceCleaner {
  /** Frees all there is; called again meanwhile, it answers with the work under way. */
  clean: () => Promise<void>
  /** Ends after the batch at hand. The rest is freed after the next start. */
  stop: () => Promise<void>
}

export function createSpaceCleaner(db: Db): SpaceCleaner {
  const stopping = new AbortController()
  let work: Promise<void> | undefined
  return {
    clean: () =>
      (work ??= emptySpaces(db, stopping.signal).finally(() => {
        work = undefined
      })),
    async stop() {
      stopping.abort()
      await work
    },
  }
}
