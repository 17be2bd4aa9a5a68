import type { Db } from '../db/database.ts'
import type { HotStore, JournalLine } from '../db/hot-store.ts'
import { deleteFiles, findParent, keepFiles, listExpired, listLoose } from './store.ts'

/** No try of a step takes this long, and whoever crashed has been taken over long since. */
const looseMs = 3_600_000
const uploadMs = 30 * 24 * 3_600_000
const filesAtOnce = 100

/**
 * Deletes files that nothing names any more: what crashed or failed tries left when their execution ended otherwise,
 * files of deleted executions, and uploads after a month. Answers how many were deleted.
 */
export async function sweepFiles(parts: { db: Db; hot: HotStore }, now: number): Promise<number> {
  const { db } = parts
  const loose = await listLoose(db, { before: now - looseMs, limit: filesAtOnce })
  const kept: string[] = []
  const orphans: string[] = []
  for (const [executionId, files] of Map.groupBy(loose, (file) => file.executionId)) {
    const journal = await readNearest(parts, executionId)
    for (const { id, isComplete } of files) {
      const isNamed = isComplete && journal.some(({ entry }) => entry.includes(id))
      ;(isNamed ? kept : orphans).push(id)
    }
  }
  await keepFiles(db, kept)
  orphans.push(...(await listExpired(db, { uploadedBefore: now - uploadMs, limit: filesAtOnce })))
  // One by one: deleting a long file is a long transaction already.
  for (const id of orphans) await deleteFiles(db, [id])
  return orphans.length
}

/** The journal of an execution; of one whose flow keeps no data, that of its caller, which may hold what it returned. */
async function readNearest(parts: { db: Db; hot: HotStore }, executionId: string): Promise<JournalLine[]> {
  const journal = await parts.hot.journal({ executionId })
  if (journal.length > 0) return journal
  const parentId = await findParent(parts.db, executionId)
  return parentId === undefined ? [] : readNearest(parts, parentId)
}
