import type { eventReplays as contract, Role } from '@keyway/api'
import { createCatalog, type z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../db/new-id.ts'
import { compileTriggerMatch } from '../../flows/trigger-match.ts'
import { createHttpServer, type HttpServer } from '../../http/server.ts'
import { createLog } from '../../log.ts'
import { event } from '../../testing/batches.ts'
import { createDirectories } from '../../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../../testing/execution-world.ts'
import { replayQueue, startReplays } from './replay-events.ts'
import { mountReplays } from './routes.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

type Replay = z.output<typeof contract.getReplay.answer>

let world: ExecutionWorld
let server: HttpServer
let load: number
beforeEach(async () => {
  load = 0
  world = await openExecutionWorld(
    { kind: 'sqlite', directory: directories.create() },
    { queues: [replayQueue] },
  )
  server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: () =>
      Promise.resolve({ kind: 'token', tokenId: 't', name: 'ann', role: 'operator' satisfies Role }),
  })
  const { database, jobs } = world
  const audit = () => Promise.resolve()
  mountReplays(server, { db: database.kysely, jobs, now: Date.now, newId, audit })
  await world.publish({
    id: 'flow',
    name: 'Flow',
    trigger: { event: 'test.changed', when: { field: 'n', is: 'greater than', to: 10 } },
    steps: [{ id: 'sent', use: 'test.write', with: { value: { ref: 'trigger.n' } } }],
  })
})
afterEach(() => world.close())

async function call<Body>(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Body }> {
  const response = await server.fetch(
    new Request(`https://keyway.example/api/event-replays${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  return { status: response.status, body: (await response.json()) as Body }
}

async function store(numbers: readonly number[]): Promise<void> {
  const events = numbers.map((n) => ({
    ...event(`event:${n}`),
    source: 'test',
    type: 'changed',
    occurredAt: n,
    payload: JSON.stringify({ n }),
  }))
  await world.starting.committer.submit({ events })
}

function work(): Promise<void> {
  return startReplays({
    db: world.database.kysely,
    jobs: world.jobs,
    starting: world.starting,
    program: world.program,
    matchOf: ({ flow }) => compileTriggerMatch(flow, createCatalog({ cards: [], connectors: [] })),
    isOrdered: () => false,
    load: () => load,
    now: Date.now,
  })
}

async function ends(id: string, status: Replay['status']): Promise<void> {
  const statusOf = async () => (await call<Replay>('GET', `/${id}`)).body.status
  await expect.poll(statusOf, { timeout: 20_000 }).toBe(status)
}
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

test('events are given to a flow once more, in their order, as far as its trigger takes them', async () => {
  await world.runner.start()
  await store(upTo(250))
  expect((await call('POST', '/count', { filter: { type: 'changed' } })).body).toEqual({ events: 250 })
  const { body: replay } = await call<Replay>('POST', '', {
    filter: { type: 'changed' },
    flowId: 'flow',
    dryRun: false,
  })
  // What arrives after it began is not part of it.
  await store([1_000])
  await work()
  await ends(replay.id, 'done')
  expect((await call('GET', `/${replay.id}`)).body).toMatchObject({
    total: 250,
    done: 250,
    started: 240,
    version: 1,
  })
  await expect.poll(() => world.written.length).toBe(240)
  expect(world.written.toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(250).filter((n) => n > 10))
})

test('a dry replay changes nothing; every event may be taken', async () => {
  await store(upTo(20))
  const { body } = await call<Replay>('POST', '', { filter: {}, flowId: 'flow', everyEvent: true })
  await work()
  await ends(body.id, 'done')
  const executions = await world.database.kysely.selectFrom('executions').select('dry_run').execute()
  expect(executions.map((row) => row.dry_run)).toEqual(upTo(20).map(() => 1))
  expect(world.written).toEqual([])
})

test('a replay whose process dies goes on where it stopped, and starts nothing twice', async () => {
  await store(upTo(300))
  const { body } = await call<Replay>('POST', '', { filter: {}, flowId: 'flow', dryRun: false })
  const { committer } = world.starting
  let left = 2
  const dying = {
    ...committer,
    submit: (batch: Parameters<typeof committer.submit>[0]) => {
      if (batch.replays === undefined) return committer.submit(batch)
      left -= 1
      // The second one is on disk, but nobody hears of it; the third never gets there.
      if (left < 0) return Promise.reject(new Error('killed'))
      return left > 0
        ? committer.submit(batch)
        : committer.submit(batch).then(() => Promise.reject(new Error('killed')))
    },
  }
  const { starting } = world
  world.starting = { ...starting, committer: dying }
  await work()
  await expect.poll(() => left, { timeout: 20_000 }).toBeLessThan(0)
  left = 1_000
  await ends(body.id, 'done')
  const executions = await world.database.kysely.selectFrom('executions').select('event_id').execute()
  expect(executions).toHaveLength(290)
  expect(new Set(executions.map((row) => row.event_id)).size).toBe(290)
}, 30_000)

test('a replay waits while there is no room, and can be cancelled', async () => {
  await store(upTo(250))
  load = 1
  const { body } = await call<Replay>('POST', '', { filter: {}, flowId: 'flow' })
  await work()
  await expect.poll(async () => (await call<Replay>('GET', `/${body.id}`)).body.done).toBe(100)
  expect((await call<Replay>('POST', `/${body.id}/cancel`)).body.status).toBe('cancelled')
  load = 0
  expect((await call('POST', `/${body.id}/cancel`)).status).toBe(409)
  expect((await call<Replay>('GET', `/${body.id}`)).body).toMatchObject({ done: 100, status: 'cancelled' })
  expect((await call<{ items: Replay[] }>('GET', '')).body.items.map(({ id }) => id)).toEqual([body.id])
})

test('what cannot be replayed is refused with the reason', async () => {
  expect((await call('POST', '', { filter: {}, flowId: 'flow' })).body).toMatchObject({
    detail: expect.stringContaining('No stored event fits'),
  })
  await store([1])
  expect((await call('POST', '', { filter: {}, flowId: 'none' })).status).toBe(404)
  await world.publish({ id: 'by-hand', name: 'By hand', trigger: { manual: true }, steps: [] })
  expect((await call('POST', '', { filter: {}, flowId: 'by-hand' })).body).toMatchObject({
    detail: expect.stringContaining('No stored event starts "By hand" by itself.'),
  })
  expect((await call('POST', '', { filter: {}, flowId: 'by-hand', everyEvent: true })).status).toBe(200)
  expect((await call('POST', '', { filter: {}, flowId: 'flow', version: 7 })).status).toBe(404)
  expect((await call('POST', '', { filter: { who: '' }, flowId: 'flow' })).status).toBe(400)
  expect((await call('GET', '/none')).status).toBe(404)
})
