import { beforeEach, describe, expect, test } from 'vitest'
import { execution, update } from '../testing/batches.ts'
import type { Database } from './database.ts'
import { emptyBatch, type Batch, type LinePlace, type NewExecution } from './hot-store.ts'

/** What every engine's store must do with executions that stand in line. */
export function describeLines(open: () => Database): void {
  let db: Database
  beforeEach(() => {
    db = open()
  })

  const commit = (batch: Partial<Batch>) => db.hot.commit({ ...emptyBatch, ...batch })
  const inLine = (order: number, place: Partial<LinePlace> = {}): NewExecution =>
    execution({ line: { key: 'flow:ann', order, most: 1, ...place } })
  const leave = ({ id }: NewExecution) => update(id, { line: 'flow:ann' })
  const rowOf = (id: string) =>
    db.kysely.selectFrom('executions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const lines = async () => {
    const rows = await db.kysely.selectFrom('execution_lines').selectAll().execute()
    // An empty line may be kept for a while.
    return rows.filter(({ running, waiting }) => running + waiting > 0)
  }
  const claim = { owner: 'worker-1', leaseUntil: 9_000, now: 5_000 }

  describe('a line', () => {
    test('gives the first its turn and lets the others wait, without an owner or a job', async () => {
      const [first, second] = [inLine(1), inLine(2)]
      expect((await commit({ executions: [first] })).waiting).toEqual(new Set())
      expect((await commit({ executions: [second] })).waiting).toEqual(new Set([second.id]))
      expect(await rowOf(second.id)).toMatchObject({ status: 'waiting', owner: null, attempt: 0, in_line: 1 })
      expect(await db.hot.claim({ ...claim, limit: 10 })).toMatchObject([
        { id: first.id, lineKey: 'flow:ann' },
      ])
      expect(await db.hot.take({ ...claim, executionIds: [second.id] })).toEqual([])
      expect(await lines()).toEqual([{ line_key: 'flow:ann', running: 1, waiting: 1, most: 1 }])
    })

    test('calls the earliest when its turn comes, and is empty when nobody stands in it', async () => {
      const [first, late, early] = [inLine(1), inLine(30), inLine(20)]
      await commit({ executions: [first] })
      await commit({ executions: [late] })
      await commit({ executions: [early] })
      const { called } = await commit({ updates: [leave(first)] })
      expect(called).toEqual(new Map([[early.id, 'flow:ann']]))
      expect(await rowOf(early.id)).toMatchObject({ status: 'queued', in_line: 0 })
      await db.hot.take({ ...claim, executionIds: [early.id] })
      expect((await commit({ updates: [leave(early)] })).called).toEqual(new Map([[late.id, 'flow:ann']]))
      await db.hot.take({ ...claim, executionIds: [late.id] })
      expect((await commit({ updates: [leave(late)] })).called).toEqual(new Map())
      expect(await lines()).toEqual([])
    })

    test('takes those that come together by the time of their events', async () => {
      const [late, early] = [inLine(2), inLine(1)]
      expect((await commit({ executions: [late, early] })).waiting).toEqual(new Set([late.id]))
    })

    test('lets as many run at once as it may, and more of them once it may', async () => {
      const executions = [1, 2, 3, 4].map((order) => inLine(order, { most: 2 }))
      const { waiting } = await commit({ executions })
      expect(waiting).toEqual(new Set(executions.slice(2).map(({ id }) => id)))
      const fifth = inLine(5, { most: 4 })
      const result = await commit({ executions: [fifth] })
      expect(result.waiting).toEqual(new Set([fifth.id]))
      expect([...result.called.keys()].toSorted()).toEqual(
        executions
          .slice(2)
          .map(({ id }) => id)
          .toSorted(),
      )
    })

    test('does not move for what is over without having been in it, nor for a stale writer', async () => {
      const [first, second, other] = [inLine(1), inLine(2), execution()]
      await commit({ executions: [first, second, other] })
      expect((await commit({ updates: [update(other.id)] })).called).toEqual(new Map())
      const stale = { ...leave(first), attempt: 7 }
      expect(await commit({ updates: [stale] })).toMatchObject({
        called: new Map(),
        fenced: new Set([first.id]),
      })
      expect(await lines()).toMatchObject([{ running: 1, waiting: 1 }])
    })

    test('that is full cancels the newest, with an entry that says so', async () => {
      const queue = { most: 1, whenFull: 'cancel newest', entry: '{"type":"cancelled"}' } as const
      const executions = [1, 2, 3].map((order) => inLine(order, { queue }))
      const result = await commit({ executions })
      const [, second, third] = executions
      expect(result).toMatchObject({ waiting: new Set([second?.id]), refused: new Set([third?.id]) })
      expect(await rowOf(third?.id ?? '')).toMatchObject({
        status: 'cancelled',
        finished_at: 1_000,
        owner: null,
      })
      expect(await db.hot.journal({ executionId: third?.id ?? '' })).toHaveLength(2)
      expect(await lines()).toMatchObject([{ running: 1, waiting: 1 }])
    })

    test('that is full cancels the oldest, if that is wanted', async () => {
      const queue = { most: 2, whenFull: 'cancel oldest', entry: '{"type":"cancelled"}' } as const
      const [first, second, third, fourth, fifth] = [1, 2, 3, 4, 5].map((order) => inLine(order, { queue }))
      await commit({ executions: [first, second, third].filter((one) => one !== undefined) })
      const result = await commit({ executions: [fourth, fifth].filter((one) => one !== undefined) })
      expect(result.refused).toEqual(new Set([second?.id, third?.id]))
      expect(result.waiting).toEqual(new Set([fourth?.id, fifth?.id]))
      expect(await lines()).toMatchObject([{ running: 1, waiting: 2 }])
    })

    test('never runs two at once, and calls everybody, whoever commits beside whom', async () => {
      const people = ['ann', 'ben', 'cid', 'dan']
      const all = Array.from({ length: 60 }, (_, n) =>
        inLine(n, { key: `flow:${people[n % people.length]}` }),
      )
      const running = new Set<string>()
      const seen: string[] = []
      async function work(run: NewExecution): Promise<void> {
        const key = run.line?.key ?? ''
        expect(running.has(key)).toBe(false)
        running.add(key)
        seen.push(run.id)
        await new Promise((resolve) => setTimeout(resolve, 1))
        running.delete(key)
        const { called } = await commit({ updates: [update(run.id, { line: key })] })
        for (const [id] of called) {
          const [taken] = await db.hot.take({ ...claim, executionIds: [id] })
          expect(taken?.attempt).toBe(1)
          const next = all.find((one) => one.id === id)
          if (next !== undefined) await work(next)
        }
      }
      await Promise.all(
        all.map(async (run) => {
          const { waiting } = await commit({ executions: [run] })
          if (!waiting.has(run.id)) await work(run)
        }),
      )
      expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)))
      expect(await lines()).toEqual([])
    })
  })
}
