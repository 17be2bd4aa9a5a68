import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../db/open-database.ts'
import { startPostgres, type TestPostgres } from '../testing/postgres.ts'
import { newJob } from './job.ts'
import { many, plain, queues } from '../testing/queues.ts'
import { describeJobs } from './jobs-contract.ts'
import { openJobs } from './open-jobs.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe('jobs on PostgreSQL', () => {
  describeJobs(async () => ({ kind: 'postgres', url: await postgres.createDatabase() }))
})

test('what opens half is closed again, so that a start that failed ends', async () => {
  const database = await openDatabase({ kind: 'postgres', url: await postgres.createDatabase() })
  const onError = vi.fn<(error: unknown) => void>()
  const broken = { ...plain, name: 'no name for a queue' }
  await expect(openJobs(database, { queues: [broken], onError, superviseMs: 1_000 })).rejects.toThrow('Name')
  await database.close()
  // pg-boss looks for work every few seconds.
  await sleep(3_000)
  expect(onError.mock.calls).toEqual([])
})

test('processes on one PostgreSQL database share jobs and fire a schedule once', async () => {
  const url = await postgres.createDatabase()
  const databases = await Promise.all([1, 2].map(() => openDatabase({ kind: 'postgres', url })))
  const onError = vi.fn<(error: unknown) => void>()
  const opened = await Promise.all(
    databases.map((db) => openJobs(db, { queues, onError, superviseMs: 1_000 })),
  )
  const ran: unknown[] = []
  for (const jobs of opened) await jobs.work('plain', many, async ({ payload }) => void ran.push(payload))
  const [first, second] = opened
  const [db] = databases
  await first?.schedule({
    name: 's',
    cron: '* * * * * *',
    timeZone: 'UTC',
    missed: 'skip',
    queue: 'hasty',
    payload: 1,
  })
  let fired = 0
  await second?.work('hasty', many, async () => void (fired += 1))
  if (db !== undefined)
    await first?.enqueue(
      db.kysely,
      Array.from({ length: 100 }, (_, n) => newJob(plain, n)),
    )
  await vi.waitFor(() => expect(ran).toHaveLength(100), { timeout: 10_000 })
  expect(new Set(ran).size).toBe(100)
  await sleep(3_000)
  expect(fired).toBeGreaterThanOrEqual(2)
  expect(fired).toBeLessThanOrEqual(4)
  await Promise.all(opened.map((jobs) => jobs.stop(100)))
  await Promise.all(databases.map((database) => database.close()))
  expect(onError.mock.calls).toEqual([])
})
