import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { execution } from '../../testing/batches.ts'
import { startPostgres, type TestPostgres } from '../../testing/postgres.ts'
import type { PostgresDatabase } from '../database.ts'
import { emptyBatch } from '../hot-store.ts'
import { createDeathWatch, showAlive, toLivingOwner } from './liveness.ts'
import { openPostgres } from './open-postgres.ts'

let postgres: TestPostgres
let db: PostgresDatabase
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())
beforeEach(async () => {
  db = await openPostgres(await postgres.createDatabase())
})
afterEach(() => db.close())

const leaseUntil = 1_000_000
const claim = { owner: toLivingOwner('me'), leaseUntil, now: 500, limit: 10 }

test('what a dead process held can be taken over after a moment, and only that', async () => {
  const [dead, alive, old] = [toLivingOwner('dead'), toLivingOwner('alive'), 'older-version']
  const runs = [dead, alive, old, claim.owner].map((owner) => execution({ owner, leaseUntil }))
  await db.hot.commit({ ...emptyBatch, executions: runs })
  const connections = await Promise.all([db.pool.connect(), db.pool.connect()])
  const [ofDead, ofAlive] = connections
  await showAlive(ofDead, dead)
  await showAlive(ofAlive, alive)
  let now = 0
  const watch = createDeathWatch(db.pool, { own: claim.owner, now: () => now, graceMs: 3_000 })

  expect(await watch.look()).toBe(0)
  ofDead.release(true)
  await expect.poll(async () => (await heldLocks()) === 1).toBe(true)
  expect(await watch.look()).toBe(0)
  now = 2_999
  expect(await watch.look()).toBe(0)
  expect(await db.hot.claim(claim)).toEqual([])
  now = 3_000
  expect(await watch.look()).toBe(1)
  expect(await db.hot.claim(claim)).toMatchObject([{ id: runs[0]?.id, attempt: 2 }])
  expect(await db.hot.claim(claim)).toEqual([])
  ofAlive.release(true)
})

test('a process that comes back in time keeps what it holds', async () => {
  const owner = toLivingOwner('shaky')
  await db.hot.commit({ ...emptyBatch, executions: [execution({ owner, leaseUntil })] })
  let now = 0
  const watch = createDeathWatch(db.pool, { own: claim.owner, now: () => now, graceMs: 3_000 })
  expect(await watch.look()).toBe(0)
  const connection = await db.pool.connect()
  await showAlive(connection, owner)
  now = 5_000
  expect(await watch.look()).toBe(0)
  connection.release(true)
  await expect.poll(async () => (await heldLocks()) === 0).toBe(true)
  now = 6_000
  // It counts anew.
  expect(await watch.look()).toBe(0)
})

async function heldLocks(): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_locks where locktype = 'advisory'`,
  )
  return rows[0]?.n ?? 0
}
