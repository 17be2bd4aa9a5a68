import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { DatabaseConfig } from '../db/database.ts'
import { emptyBatch } from '../db/hot-store.ts'
import { newId } from '../db/new-id.ts'
import { event, execution } from '../testing/batches.ts'
import { eventually, createJobsHarness } from '../testing/jobs-harness.ts'
import { fragileOrdered, growing, hasty, many, one, ordered, plain, watched } from '../testing/queues.ts'
import { newJob, type QueueDefinition } from './job.ts'
import { describeSchedules } from './schedules-contract.ts'

/** What every adapter's jobs must do. `createConfig` names a new, empty store. */
export function describeJobs(createConfig: () => Promise<DatabaseConfig>): void {
  const harness = createJobsHarness(createConfig)

  describe('enqueueing', () => {
    test('runs a job once, with its payload', async () => {
      const ran = await harness.collect(plain)
      const payload = { text: 'Zoë', list: [1, null, true], nested: { a: 'b' } }
      const job = newJob(plain, payload, { priority: 3 })
      await harness.enqueue(job)
      await eventually(() => expect(ran).toHaveLength(1))
      expect(ran).toEqual([{ id: job.id, queue: 'plain', payload, attempt: 1, priority: 3, orderKey: null }])
      await sleep(100)
      expect(ran).toHaveLength(1)
    })

    test('in a transaction that fails leaves no job', async () => {
      const ran = await harness.collect(plain)
      const failing = harness.db.kysely.transaction().execute(async (trx) => {
        await harness.jobs.enqueue(trx, [newJob(plain, 'lost')])
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      await harness.db.kysely.transaction().execute(async (trx) => {
        await harness.jobs.enqueue(trx, [newJob(plain, 'kept')])
        await sleep(50)
        expect(ran).toEqual([])
      })
      await eventually(() => expect(ran).toHaveLength(1))
      expect(ran[0]?.payload).toBe('kept')
    })

    test('wakes a worker at once', async () => {
      const ran = await harness.collect(plain)
      await sleep(200)
      const times: number[] = []
      for (let n = 1; n <= 10; n += 1) {
        const before = performance.now()
        await harness.enqueue(newJob(plain, n))
        await vi.waitFor(() => expect(ran).toHaveLength(n), { timeout: 5_000, interval: 1 })
        times.push(performance.now() - before)
      }
      expect(times.toSorted((a, b) => a - b)[5]).toBeLessThan(250)
    })

    test('in a batch commits with it, and only with executions that are written', async () => {
      const ran = await harness.collect(plain)
      const submit = async (identity: string) => {
        const stored = event(identity)
        const run = execution({ eventId: stored.id })
        await harness.db.hot.commit({
          ...emptyBatch,
          events: [stored],
          executions: [run],
          jobs: [{ executionId: run.id, job: newJob(plain, identity) }],
        })
      }
      await submit('a')
      await submit('a')
      await submit('b')
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual(['a', 'b']))
      await sleep(100)
      expect(ran).toHaveLength(2)
    })

    test('refuses unknown queues and wrong order keys', async () => {
      const stray: QueueDefinition = { ...plain, name: 'stray' }
      await expect(harness.enqueue(newJob(stray, 1))).rejects.toThrow('Found no queue "stray"')
      expect(() => newJob(ordered, 1)).toThrow('has no order key')
      expect(() => newJob(plain, 1, { orderKey: 'k' })).toThrow('keeps no order')
    })

    test('survives a restart', async () => {
      await harness.enqueue(newJob(plain, 'kept'), newJob(plain, 'later', { startAfter: Date.now() + 1_500 }))
      await harness.close()
      await harness.open()
      const ran = await harness.collect(plain)
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual(['kept', 'later']))
    })
  })

  describe('timing and order', () => {
    test('waits for the time a job shall start', async () => {
      const ran: [unknown, number][] = []
      await harness.collect(plain, many, ({ payload }) => void ran.push([payload, Date.now()]))
      const start = Date.now()
      await harness.enqueue(
        newJob(plain, 'second', { startAfter: start + 900 }),
        newJob(plain, 'first', { startAfter: start + 500 }),
      )
      await eventually(() => expect(ran.map(([payload]) => payload)).toEqual(['first', 'second']))
      expect((ran[0]?.[1] ?? 0) - start).toBeGreaterThanOrEqual(495)
      expect((ran[1]?.[1] ?? 0) - start).toBeLessThan(2_500)
    })

    test('runs the more important first, and equals as they came', async () => {
      await harness.enqueue(...[1, 5, 1, 9, 5].map((priority, n) => newJob(plain, n, { priority })))
      const ran = await harness.collect(plain, one)
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual([3, 1, 4, 0, 2]))
    })

    test('runs no more at once than allowed', async () => {
      let running = 0
      let most = 0
      const ran = await harness.collect(plain, { concurrency: 3, batchSize: 10 }, async () => {
        most = Math.max(most, ++running)
        await sleep(20)
        running -= 1
      })
      await harness.enqueue(...Array.from({ length: 20 }, (_, n) => newJob(plain, n)))
      await eventually(() => expect(ran).toHaveLength(20))
      expect(most).toBe(3)
    })

    test('keeps strict order by key, beside other keys', async () => {
      const running = new Set<string>()
      const ran = await harness.collect(ordered, many, async ({ orderKey }) => {
        expect(running.has(orderKey ?? '')).toBe(false)
        running.add(orderKey ?? '')
        await sleep(Math.random() * 10)
        running.delete(orderKey ?? '')
      })
      const list = Array.from({ length: 40 }, (_, n) =>
        newJob(ordered, n, { orderKey: `key-${n % 4}`, priority: n % 3 }),
      )
      await harness.enqueue(...list.slice(0, 25))
      await harness.enqueue(...list.slice(25))
      await eventually(() => expect(ran).toHaveLength(40))
      for (const key of [0, 1, 2, 3]) {
        const ofKey = ran
          .filter(({ orderKey }) => orderKey === `key-${key}`)
          .map(({ payload }) => Number(payload))
        expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b))
      }
    })

    test('holds back a key while its first job waits for a retry, and no other key', async () => {
      const ran = await harness.collect(ordered, many, ({ payload, attempt }) => {
        if (payload === 'a1' && attempt === 1) throw new Error('not yet')
      })
      await harness.enqueue(
        newJob(ordered, 'a1', { orderKey: 'a' }),
        newJob(ordered, 'a2', { orderKey: 'a' }),
        newJob(ordered, 'b1', { orderKey: 'b' }),
      )
      await eventually(() => expect(ran).toHaveLength(4))
      expect(ran.map(({ payload }) => payload).filter((payload) => payload !== 'b1')).toEqual([
        'a1',
        'a1',
        'a2',
      ])
      expect(ran.findIndex(({ payload }) => payload === 'b1')).toBeLessThan(2)
    })

    test('goes on with a key when its first job is dead', async () => {
      const ran = await harness.collect(fragileOrdered, many, ({ payload }) => {
        if (payload === 1) throw new Error('never')
      })
      await harness.enqueue(...[1, 2].map((n) => newJob(fragileOrdered, n, { orderKey: 'k' })))
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual([1, 2]))
      expect(await harness.jobs.deadLetters('fragile-ordered')).toMatchObject([{ payload: 1, orderKey: 'k' }])
    })
  })

  describe('failure', () => {
    test('is retried after a pause, then ends among the dead letters, from where it can return', async () => {
      const times: number[] = []
      let isBroken = true
      const ran = await harness.collect(plain, many, () => {
        times.push(Date.now())
        if (isBroken) throw new Error('The other side is down.')
      })
      await harness.enqueue(newJob(plain, { user: 'ann' }))
      await eventually(async () => expect(await harness.jobs.deadLetters('plain')).toHaveLength(1))
      expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990)
      const [dead] = await harness.jobs.deadLetters('plain')
      expect(dead).toMatchObject({
        queue: 'plain',
        payload: { user: 'ann' },
        orderKey: null,
        attempts: 3,
        error: 'The other side is down.',
      })

      isBroken = false
      expect(await harness.jobs.redrive([dead?.id ?? '', newId()])).toBe(1)
      await eventually(() => expect(ran).toHaveLength(4))
      expect(ran[3]).toMatchObject({ payload: { user: 'ann' }, attempt: 1 })
      expect(await harness.jobs.deadLetters('plain')).toEqual([])
    })

    test('pauses longer each time where the queue says so', async () => {
      const times: number[] = []
      await harness.collect(growing, many, () => {
        times.push(Date.now())
        throw new Error('no')
      })
      await harness.enqueue(newJob(growing, 1))
      await eventually(() => expect(times).toHaveLength(3))
      const [first = 0, second = 0, third = 0] = times
      expect(second - first).toBeGreaterThanOrEqual(450)
      expect(third - second).toBeGreaterThanOrEqual(950)
    })

    test('comes from running too long; a late end of that attempt changes nothing', async () => {
      const attempts: number[] = []
      const aborted: boolean[] = []
      await harness.jobs.work('hasty', many, async ({ attempt }, { signal }) => {
        attempts.push(attempt)
        if (attempt > 1) return sleep(2_000).then(() => {})
        await sleep(1_500)
        aborted.push(signal.aborted)
        throw new Error('too late to matter')
      })
      await harness.enqueue(newJob(hasty, 1))
      await eventually(() => expect(attempts).toEqual([1, 2]))
      await eventually(async () => {
        const [dead] = await harness.jobs.deadLetters('hasty')
        expect(dead).toMatchObject({ attempts: 2, error: 'The job ran longer than 1000 ms.' })
      })
      expect(aborted).toEqual([true])
    })

    test('comes from silence, not from work that gives heartbeats', async () => {
      const ended: string[] = []
      await harness.jobs.work('watched', many, async ({ payload, attempt }, { signal, heartbeat }) => {
        if (payload === 'silent' && attempt === 1) {
          await sleep(5_000, undefined, { signal }).catch(() => {})
          return
        }
        for (let n = 0; n < 6; n += 1) {
          await sleep(300)
          expect(await heartbeat()).toBe(true)
        }
        ended.push(`${JSON.stringify(payload)} ${attempt}`)
      })
      await harness.enqueue(newJob(watched, 'lively'), newJob(watched, 'silent'))
      await eventually(() => expect(ended.toSorted()).toEqual(['"lively" 1', '"silent" 2']))
      expect(await harness.jobs.deadLetters('watched')).toEqual([])
    })

    test('of the process gives the job to the next one', async () => {
      const ran = await harness.collect(plain, one, () => sleep(60_000))
      await harness.enqueue(newJob(plain, 1))
      await eventually(() => expect(ran).toHaveLength(1))
      await harness.close()
      await harness.open()
      const again = await harness.collect(plain)
      await eventually(() => expect(again).toMatchObject([{ attempt: 2 }]))
    })
  })

  describeSchedules(harness)
}
