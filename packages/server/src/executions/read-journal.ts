import type { Entry } from '@keyway/engine'
import type { HotStore } from '../db/hot-store.ts'

/** The journal of an execution, in order; empty when there is none. */
export async function readJournal(hot: HotStore, executionId: string): Promise<Entry[]> {
  const lines = await hot.journal(executionId)
  return lines.map(({ entry }): Entry => JSON.parse(entry))
}
