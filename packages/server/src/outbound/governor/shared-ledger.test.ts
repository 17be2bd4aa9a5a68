import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { openDatabase } from '../../db/open-database.ts'
import { startPostgres, type TestPostgres } from '../../testing/postgres.ts'
import { createGovernor } from './governor.ts'
import { createSharedLedger } from './store.ts'

let postgres: TestPostgres
const workers: Database[] = []
beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.createDatabase()
  for (let n = 0; n < 4; n += 1) workers.push(await openDatabase({ kind: 'postgres', url }))
})
afterAll(async () => {
  for (const worker of workers) await worker.close()
  await postgres.stop()
})

test('four workers together use half of a budget, whoever of them is busy, with few queries', async () => {
  const clock = { now: 1_700_000_000_000 }
  let queries = 0
  const governors = workers.map(({ kysely }) => {
    const ledger = createSharedLedger(kysely)
    const counted = {
      ...ledger,
      lease: (wish: Parameters<typeof ledger.lease>[0]) => ((queries += 1), ledger.lease(wish)),
    }
    return createGovernor({ ledger: counted, now: () => clock.now })
  })
  const endsAt = clock.now + 60_000
  const limit = 1_000
  let used = 0
  const send = async (governor: (typeof governors)[0], key: string) => {
    const signal = new AbortController().signal
    const work = { reserve: undefined, executionId: null, isUnderWay: false, signal }
    const asked = { org: 'o', bucket: 'b', priority: 'bulk', key, ...work } as const
    const turn = await governor.admit(asked)
    if (turn.kind === 'wait') return false
    used += 1
    turn.done({
      status: 200,
      headers: {
        date: new Date(clock.now).toUTCString(),
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(limit - used),
        'x-rate-limit-reset': String(endsAt / 1000),
      },
    })
    return true
  }
  const first = governors[0]
  if (first === undefined) throw new Error('no worker')
  for (let n = 0; n < 200; n += 1) expect(await send(first, `first-${n}`)).toBe(true)
  await Promise.all(
    governors.map(async (governor, worker) => {
      for (let n = 0; n < 250; n += 1) await send(governor, `${worker}-${n}`)
    }),
  )
  // What lies with one worker at the end of a window is the smallest of portions.
  expect(used).toBeGreaterThanOrEqual(490)
  expect(used).toBeLessThanOrEqual(500)
  expect(queries).toBeLessThan(120)
})
