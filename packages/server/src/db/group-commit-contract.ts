import { beforeEach, describe, expect, test } from 'vitest'
import { event, execution, update } from '../testing/batches.ts'
import type { Database } from './database.ts'
import { createGroupCommitter } from './group-commit.ts'
import { emptyBatch } from './hot-store.ts'

/** What a group committer must do on every engine. */
export function describeGroupCommit(getDatabase: () => Database): void {
  describe('group commit', () => {
    let db: Database
    beforeEach(() => {
      db = getDatabase()
    })
    const countEvents = async (): Promise<number> => {
      const rows = await db.kysely.selectFrom('events').select('seq').execute()
      return rows.length
    }
    const options = { maxEvents: 400, lingerMs: 0 }

    test('tells each submission what became of its own', async () => {
      const group = createGroupCommitter(db.hot, options)
      const events = Array.from({ length: 1_000 }, (_, n) => event(`${n % 500}`))
      const results = await Promise.all(events.map((one) => group.submit({ events: [one] })))
      const isNew = results.map(({ newEvents }, n) => newEvents.has(events[n]?.id ?? ''))
      expect(isNew).toEqual(events.map((_, n) => n < 500))
      expect(await countEvents()).toBe(500)
    })

    test('rejects only the submission that cannot be written', async () => {
      const run = execution()
      await db.hot.commit({ ...emptyBatch, executions: [run] })
      const group = createGroupCommitter(db.hot, options)
      const bad = { executionId: run.id, owner: 'worker-1', attempt: 1, position: 0, entry: '{}' }
      const results = await Promise.allSettled([
        group.submit({ events: [event('a')] }),
        group.submit({ entries: [bad] }),
        group.submit({ events: [event('b')] }),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await countEvents()).toBe(2)
    })

    test('keeps a stale attempt and its successor apart', async () => {
      const run = execution()
      await db.hot.commit({ ...emptyBatch, executions: [run] })
      await db.hot.claim({ owner: 'worker-1', leaseUntil: 9_000, now: 5_000, limit: 1 })
      const group = createGroupCommitter(db.hot, options)
      const [stale, current] = await Promise.all([
        group.submit({ updates: [update(run.id)] }),
        group.submit({ updates: [update(run.id, { attempt: 2 })] }),
      ])
      expect([stale.fenced.size, current.fenced.size]).toEqual([1, 0])
    })
  })
}
