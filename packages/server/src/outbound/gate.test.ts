import { defineConnector, path, z } from '@keyway/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noTables } from '../testing/no-tables.ts'
import { startRateLimitedApi, type RateLimitedApi } from '../testing/rate-limited-api.ts'
import { createActionContext, withoutAccount } from './action-context.ts'
import { createOutbound, type Outbound } from './outbound.ts'

let api: RateLimitedApi
let outbound: Outbound
beforeEach(async () => {
  api = await startRateLimitedApi({ limit: 20, windowMs: 60_000 })
  outbound = createOutbound({ allow: ['127.0.0.0/8'] })
})
afterEach(async () => {
  await outbound.agent.destroy()
  api.close()
})

const limited = defineConnector({
  id: 'limited',
  title: 'Limited',
  description: '',
  connection: z.object({}),
  rateBucket: ({ pathname }) => pathname,
  actions: [],
})

function http(idempotencyKey: string, signal = AbortSignal.timeout(10_000)) {
  const connection = { ...withoutAccount(limited), profile: { baseUrl: api.url, headers: {} } }
  return createActionContext(outbound, connection, {
    effect: 'write',
    priority: 'bulk',
    rootId: null,
    idempotencyKey,
    signal,
    now: Date.now(),
    tables: () => noTables,
    files: { maxBytes: 0, write: never, find: never, read: never },
  }).http
}

function never(): never {
  throw new Error('no files here')
}

test('a step whose budget is used up parks before anything goes out, and says what it waits for', async () => {
  for (let n = 0; n < 10; n += 1) await http(`k${n}`).post(path`/users`)
  await expect(http('next').post(path`/users`)).rejects.toMatchObject({
    name: 'TemporaryError',
    code: 'rate_budget',
    retry: 'later',
    retryAfterMs: expect.closeTo(60_000, -4),
    waitsFor: { what: 'Limited /users', ahead: 0 },
    message: expect.stringMatching(/^Waiting for Limited \/users: its budget is used up, more in \d+ s\.$/),
  })
  expect(api.answered.get('keyway')).toBe(10)
})

test('a step that has sent something waits where it is: what it did is not repeated', async () => {
  const begun = http('begun', AbortSignal.timeout(600))
  await begun.post(path`/users`)
  for (let n = 0; n < 9; n += 1) await http(`k${n}`).post(path`/users`)
  await expect(begun.post(path`/users`)).rejects.toThrow(/aborted.* An earlier request of this step/)
  expect(api.answered.get('keyway')).toBe(10)
})
