import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database, DatabaseConfig } from '../db/database.ts'
import { emptyBatch, type NewEvent, type NewExecution } from '../db/hot-store.ts'
import { newId } from '../db/new-id.ts'
import { openDatabase } from '../db/open-database.ts'
import { newJob, type QueueDefinition } from './job.ts'
import type { Job, Jobs } from './jobs.ts'
import { openJobs } from './open-jobs.ts'

const retry = { limit: 2, delayMs: 1_000, backoff: 'fixed' as const, maxDelayMs: 60_000 }
export const plain: QueueDefinition = {
  name: 'plain',
  ordered: false,
  retry,
  expireInMs: 60_000,
  heartbeatMs: null,
}
const ordered: QueueDefinition = { ...plain, name: 'ordered', ordered: true }
const fragile: QueueDefinition = { ...plain, name: 'fragile', retry: { ...retry, limit: 0 } }
const fragileOrdered: QueueDefinition = { ...fragile, name: 'fragile-ordered', ordered: true }
const hasty: QueueDefinition = {
  ...plain,
  name: 'hasty',
  retry: { ...retry, limit: 1, delayMs: 0 },
  expireInMs: 1_000,
}
const watched: QueueDefinition = { ...hasty, name: 'watched', expireInMs: 60_000, heartbeatMs: 1_000 }
const growing: QueueDefinition = { ...plain, name: 'growing', retry: { ...retry, backoff: 'exponential' } }
export const queues = [plain, ordered, fragile, fragileOrdered, hasty, watched, growing]
const one = { concurrency: 1, batchSize: 1 }
export const many = { concurrency: 20, batchSize: 10 }

/** What every adapter's jobs must do. `createConfig` names a new, empty store. */
export function describeJobs(createConfig: () => Promise<DatabaseConfig>): void {
  let config: DatabaseConfig
  let db: Database
  let jobs: Jobs
  const onError = vi.fn()

  async function open(): Promise<void> {
    db = await openDatabase(config)
    jobs = await openJobs(db, { queues, onError, superviseMs: 1_000 })
  }
  async function close(): Promise<void> {
    await jobs.stop(100)
    await db.close()
  }
  beforeEach(async () => {
    onError.mockReset()
    config = await createConfig()
    await open()
  })
  afterEach(async () => {
    await close()
    expect(onError.mock.calls).toEqual([])
  })

  const enqueue = (...list: Parameters<Jobs['enqueue']>[1]) => jobs.enqueue(db.kysely, list)
  /** Works a queue and notes what ran. */
  async function collect(
    queue: QueueDefinition,
    options = many,
    run: (job: Job) => void | Promise<void> = () => {},
  ) {
    const ran: Job[] = []
    await jobs.work(queue.name, options, async (job) => {
      ran.push(job)
      await run(job)
    })
    return ran
  }
  const eventually = (check: () => void | Promise<void>) =>
    vi.waitFor(check, { timeout: 12_000, interval: 10 })

  describe('enqueueing', () => {
    test('runs a job once, with its payload', async () => {
      const ran = await collect(plain)
      const payload = { text: 'Zoë', list: [1, null, true], nested: { a: 'b' } }
      const job = newJob(plain, payload, { priority: 3 })
      await enqueue(job)
      await eventually(() => expect(ran).toHaveLength(1))
      expect(ran).toEqual([{ id: job.id, queue: 'plain', payload, attempt: 1, priority: 3, orderKey: null }])
      await sleep(100)
      expect(ran).toHaveLength(1)
    })

    test('in a transaction that fails leaves no job', async () => {
      const ran = await collect(plain)
      const failing = db.kysely.transaction().execute(async (trx) => {
        await jobs.enqueue(trx, [newJob(plain, 'lost')])
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      await db.kysely.transaction().execute(async (trx) => {
        await jobs.enqueue(trx, [newJob(plain, 'kept')])
        await sleep(50)
        expect(ran).toEqual([])
      })
      await eventually(() => expect(ran).toHaveLength(1))
      expect(ran[0]?.payload).toBe('kept')
    })

    test('wakes a worker at once', async () => {
      const ran = await collect(plain)
      await sleep(200)
      const times: number[] = []
      for (let n = 1; n <= 10; n += 1) {
        const before = performance.now()
        await enqueue(newJob(plain, n))
        await vi.waitFor(() => expect(ran).toHaveLength(n), { timeout: 5_000, interval: 1 })
        times.push(performance.now() - before)
      }
      expect(times.toSorted((a, b) => a - b)[5]).toBeLessThan(250)
    })

    test('in a batch commits with it, and only with executions that are written', async () => {
      const ran = await collect(plain)
      const event = (identity: string): NewEvent => ({
        ...{ id: newId(), identity, source: 'okta', type: 'test', subject: null, payload: '{}' },
        ...{ occurredAt: 1, receivedAt: 1 },
      })
      const execution = (eventId: string): NewExecution => ({
        ...{
          id: newId(),
          flowId: 'f',
          versionId: 'v',
          eventId,
          parentId: null,
          parentCommand: null,
          rootId: 'r',
        },
        ...{ mode: 'event', status: 'queued', owner: null, leaseUntil: null, createdAt: 1, started: '{}' },
      })
      const submit = async (identity: string) => {
        const stored = event(identity)
        const run = execution(stored.id)
        await db.hot.commit({
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
      await expect(enqueue(newJob(stray, 1))).rejects.toThrow('Found no queue "stray"')
      expect(() => newJob(ordered, 1)).toThrow('has no order key')
      expect(() => newJob(plain, 1, { orderKey: 'k' })).toThrow('keeps no order')
    })

    test('survives a restart', async () => {
      await enqueue(newJob(plain, 'kept'), newJob(plain, 'later', { startAfter: Date.now() + 1_500 }))
      await close()
      await open()
      const ran = await collect(plain)
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual(['kept', 'later']))
    })
  })

  describe('timing and order', () => {
    test('waits for the time a job shall start', async () => {
      const ran: [unknown, number][] = []
      await collect(plain, many, ({ payload }) => void ran.push([payload, Date.now()]))
      const start = Date.now()
      await enqueue(
        newJob(plain, 'second', { startAfter: start + 900 }),
        newJob(plain, 'first', { startAfter: start + 500 }),
      )
      await eventually(() => expect(ran.map(([payload]) => payload)).toEqual(['first', 'second']))
      expect((ran[0]?.[1] ?? 0) - start).toBeGreaterThanOrEqual(495)
      expect((ran[1]?.[1] ?? 0) - start).toBeLessThan(2_500)
    })

    test('runs the more important first, and equals as they came', async () => {
      await enqueue(...[1, 5, 1, 9, 5].map((priority, n) => newJob(plain, n, { priority })))
      const ran = await collect(plain, one)
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual([3, 1, 4, 0, 2]))
    })

    test('runs no more at once than allowed', async () => {
      let running = 0
      let most = 0
      const ran = await collect(plain, { concurrency: 3, batchSize: 10 }, async () => {
        most = Math.max(most, ++running)
        await sleep(20)
        running -= 1
      })
      await enqueue(...Array.from({ length: 20 }, (_, n) => newJob(plain, n)))
      await eventually(() => expect(ran).toHaveLength(20))
      expect(most).toBe(3)
    })

    test('keeps strict order by key, beside other keys', async () => {
      const running = new Set<string>()
      const ran = await collect(ordered, many, async ({ orderKey }) => {
        expect(running.has(orderKey ?? '')).toBe(false)
        running.add(orderKey ?? '')
        await sleep(Math.random() * 10)
        running.delete(orderKey ?? '')
      })
      const list = Array.from({ length: 40 }, (_, n) =>
        newJob(ordered, n, { orderKey: `key-${n % 4}`, priority: n % 3 }),
      )
      await enqueue(...list.slice(0, 25))
      await enqueue(...list.slice(25))
      await eventually(() => expect(ran).toHaveLength(40))
      for (const key of [0, 1, 2, 3]) {
        const ofKey = ran
          .filter(({ orderKey }) => orderKey === `key-${key}`)
          .map(({ payload }) => Number(payload))
        expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b))
      }
    })

    test('holds back a key while its first job waits for a retry, and no other key', async () => {
      const ran = await collect(ordered, many, ({ payload, attempt }) => {
        if (payload === 'a1' && attempt === 1) throw new Error('not yet')
      })
      await enqueue(
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
      const ran = await collect(fragileOrdered, many, ({ payload }) => {
        if (payload === 1) throw new Error('never')
      })
      await enqueue(...[1, 2].map((n) => newJob(fragileOrdered, n, { orderKey: 'k' })))
      await eventually(() => expect(ran.map(({ payload }) => payload)).toEqual([1, 2]))
      expect(await jobs.deadLetters('fragile-ordered')).toMatchObject([{ payload: 1, orderKey: 'k' }])
    })
  })

  describe('failure', () => {
    test('is retried after a pause, then ends among the dead letters, from where it can return', async () => {
      const times: number[] = []
      let isBroken = true
      const ran = await collect(plain, many, () => {
        times.push(Date.now())
        if (isBroken) throw new Error('The other side is down.')
      })
      await enqueue(newJob(plain, { user: 'ann' }))
      await eventually(async () => expect(await jobs.deadLetters('plain')).toHaveLength(1))
      expect(ran.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990)
      const [dead] = await jobs.deadLetters('plain')
      expect(dead).toMatchObject({
        ...{ queue: 'plain', payload: { user: 'ann' }, orderKey: null, attempts: 3 },
        error: 'The other side is down.',
      })

      isBroken = false
      expect(await jobs.redrive([dead?.id ?? '', newId()])).toBe(1)
      await eventually(() => expect(ran).toHaveLength(4))
      expect(ran[3]).toMatchObject({ payload: { user: 'ann' }, attempt: 1 })
      expect(await jobs.deadLetters('plain')).toEqual([])
    })

    test('pauses longer each time where the queue says so', async () => {
      const times: number[] = []
      await collect(growing, many, () => {
        times.push(Date.now())
        throw new Error('no')
      })
      await enqueue(newJob(growing, 1))
      await eventually(() => expect(times).toHaveLength(3))
      const [first = 0, second = 0, third = 0] = times
      expect(second - first).toBeGreaterThanOrEqual(450)
      expect(third - second).toBeGreaterThanOrEqual(950)
    })

    test('comes from running too long; a late end of that attempt changes nothing', async () => {
      const attempts: number[] = []
      const aborted: boolean[] = []
      await jobs.work('hasty', many, async ({ attempt }, { signal }) => {
        attempts.push(attempt)
        if (attempt > 1) return sleep(2_000).then(() => {})
        await sleep(1_500)
        aborted.push(signal.aborted)
        throw new Error('too late to matter')
      })
      await enqueue(newJob(hasty, 1))
      await eventually(() => expect(attempts).toEqual([1, 2]))
      await eventually(async () => {
        const [dead] = await jobs.deadLetters('hasty')
        expect(dead).toMatchObject({ attempts: 2, error: 'The job ran longer than 1000 ms.' })
      })
      expect(aborted).toEqual([true])
    })

    test('comes from silence, not from work that gives heartbeats', async () => {
      const ended: string[] = []
      await jobs.work('watched', many, async ({ payload, attempt }, { signal, heartbeat }) => {
        if (payload === 'silent' && attempt === 1) {
          await sleep(5_000, undefined, { signal }).catch(() => {})
          return
        }
        for (let n = 0; n < 6; n += 1) {
          await sleep(300)
          expect(await heartbeat()).toBe(true)
        }
        ended.push(`${String(payload)} ${attempt}`)
      })
      await enqueue(newJob(watched, 'lively'), newJob(watched, 'silent'))
      await eventually(() => expect(ended.toSorted()).toEqual(['lively 1', 'silent 2']))
      expect(await jobs.deadLetters('watched')).toEqual([])
    })

    test('of the process gives the job to the next one', async () => {
      const ran = await collect(plain, one, () => sleep(60_000))
      await enqueue(newJob(plain, 1))
      await eventually(() => expect(ran).toHaveLength(1))
      await close()
      await open()
      const again = await collect(plain)
      await eventually(() => expect(again).toMatchObject([{ attempt: 2 }]))
    })
  })

  describe('schedules', () => {
    const everySecond = {
      name: 'tick',
      cron: '* * * * * *',
      timeZone: 'UTC',
      queue: 'plain',
      payload: { n: 1 },
    }

    test('run when their time comes, until they are removed', async () => {
      const ran = await collect(plain)
      await jobs.schedule({ ...everySecond, missed: 'skip' })
      await eventually(() => expect(ran.length).toBeGreaterThanOrEqual(2))
      expect(ran[0]?.payload).toEqual({ n: 1 })
      await jobs.unschedule('tick')
      await sleep(200)
      const count = ran.length
      await sleep(1_500)
      expect(ran).toHaveLength(count)
    })

    test.each([
      ['skip', 0],
      ['once', 1],
      ['all', 4],
    ] as const)('make up for missed runs: %s', async (missed, expected) => {
      await jobs.schedule({ ...everySecond, name: 'hourly', cron: '0 * * * *', missed })
      await close()
      db = await openDatabase(config)
      // As if the process had been away for four occurrences.
      const anHour = 3_600_000
      const past = Math.floor(Date.now() / anHour) * anHour - 3 * anHour
      await db.kysely.updateTable('schedules').set({ next_at: past }).execute()
      await db.close()
      await open()
      await jobs.schedule({ ...everySecond, name: 'hourly', cron: '0 * * * *', missed })
      const ran = await collect(plain)
      await sleep(700)
      // Shortly after the full hour the last occurrence is on time.
      const isOnTime = Date.now() % anHour < 70_000
      expect(ran.length).toBe(missed === 'skip' && isOnTime ? ran.length : expected)
      const next = await db.kysely.selectFrom('schedules').select('next_at').executeTakeFirst()
      expect(next?.next_at).toBeGreaterThan(Date.now())
    })

    test('follow their time zone', async () => {
      const at = async (timeZone: string): Promise<number> => {
        await jobs.schedule({ ...everySecond, cron: '30 9 * * *', timeZone, missed: 'skip' })
        const row = await db.kysely.selectFrom('schedules').select('next_at').executeTakeFirst()
        return row?.next_at ?? 0
      }
      expect(new Date(await at('UTC')).toISOString()).toMatch(/T09:30:00/)
      // Kolkata is five and a half hours ahead all year.
      expect(new Date(await at('Asia/Kolkata')).toISOString()).toMatch(/T04:00:00/)
    })

    test('refuse an unknown queue and a cron expression nobody can read', async () => {
      await expect(jobs.schedule({ ...everySecond, queue: 'stray', missed: 'skip' })).rejects.toThrow('stray')
      await expect(jobs.schedule({ ...everySecond, cron: 'soon', missed: 'skip' })).rejects.toThrow()
    })
  })
}
