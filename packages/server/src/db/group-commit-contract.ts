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
    const options = { maxEvents: 100, lingerMs: 1, atOnce: 3 }

    test('tells each submission what became of its own', async () => {
      const group = createGroupCommitter(db.hot, options)
      const events = Array.from({ length: 1_000 }, (_, n) => event(`${n % 500}`))
      const results = await Promise.all(events.map((one) => group.submit({ events: [one] })))
      const isNew = results.map(({ newEvents }, n) => newEvents.has(events[n]?.id ?? ''))
      // Of two that are the same, the one that was written first: batches beside each other may overtake.
      const once = Array.from({ length: 500 }, (_, n) => isNew[n] !== isNew[n + 500])
      expect(once).toEqual(once.map(() => true))
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

    test('writes what is of one execution in the order it came, however many batches are under way', async () => {
      const runs = Array.from({ length: 40 }, () => execution())
      await db.hot.commit({ ...emptyBatch, executions: runs })
      const group = createGroupCommitter(db.hot, { ...options, maxEvents: 7 })
      const results = await Promise.all(
        runs.flatMap(({ id }) => {
          const writer = { executionId: id, owner: 'worker-1', attempt: 1 }
          const entries = [1, 2, 3].map((position) => ({ ...writer, position, entry: '{}' }))
          // Behind the update nothing of this attempt is taken any more.
          return [...entries.map((entry) => ({ entries: [entry] })), { updates: [update(id)] }].map((one) =>
            group.submit(one),
          )
        }),
      )
      expect(results.filter(({ fenced }) => fenced.size > 0)).toEqual([])
      const rows = await db.kysely.selectFrom('journal_entries').select('position').execute()
      expect(rows).toHaveLength(4 * runs.length)
    })

    test('lets executions join a line in the order they came', async () => {
      const group = createGroupCommitter(db.hot, { ...options, maxEvents: 5 })
      const runs = Array.from({ length: 60 }, (_, n) =>
        execution({ line: { key: `flow:${n % 4}`, order: 1, most: 1 } }),
      )
      const results = await Promise.all(runs.map((run) => group.submit({ executions: [run] })))
      const first = runs.filter(({ id }, n) => results[n]?.waiting.has(id) !== true)
      expect(first).toEqual(runs.slice(0, 4))
    })

    test('has everything on disk when it is drained', async () => {
      const group = createGroupCommitter(db.hot, options)
      const all = Promise.all(
        Array.from({ length: 300 }, (_, n) => group.submit({ events: [event(`${n}`)] })),
      )
      await group.drain(10_000)
      expect(await countEvents()).toBe(300)
      await all
    })
  })
}
