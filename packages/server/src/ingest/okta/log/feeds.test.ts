import { createClient, events, executions, oktaSources } from '@keyway/api'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../db/open-database.ts'
import type { DatabaseConfig } from '../../../db/database.ts'
import { createDirectories } from '../../../testing/directories.ts'
import { startEngines, type EngineKind } from '../../../testing/engines.ts'
import { startKeyway, type Keyway } from '../../../start.ts'
import { openOktaWorld, until, type OktaWorld } from '../../../testing/okta-world.ts'
import type { FeedState } from './feed-state.ts'

const engines = startEngines()
const directories = createDirectories()
const worlds: OktaWorld[] = []
const others: Keyway[] = []
afterEach(async () => {
  for (const other of others.splice(0)) await other.close()
  for (const world of worlds.splice(0)) await world.close()
})
afterAll(() => directories.remove())

/** Delivered by hooks, and by no hook. */
const lock = 'user.account.lock'
const attempt = 'user.mfa.attempt_bypass'

type Store = DatabaseConfig & { dataDirectory: string }

async function newStore(kind: EngineKind): Promise<Store> {
  const config = await engines.create(kind)
  return { ...config, dataDirectory: config.kind === 'sqlite' ? config.directory : directories.create() }
}

async function open(store: Store, options: Parameters<typeof openOktaWorld>[1] = {}): Promise<OktaWorld> {
  const world = await openOktaWorld(store, options)
  worlds.push(world)
  return world
}

const settings = { pollSeconds: 1, reconcileSeconds: 1, sweepEverySeconds: 0 }
async function fast(world: OktaWorld, more: Partial<Parameters<typeof patch>[1]> = {}): Promise<void> {
  await patch(world, { ...settings, ...more })
}
async function patch(
  world: OktaWorld,
  change: Partial<Awaited<ReturnType<OktaWorld['source']>>['settings']>,
): Promise<void> {
  const { org } = await world.source()
  await world.call(oktaSources.updateOktaSource, { params: { org }, body: { settings: change } })
}

const caughtUp = (world: OktaWorld) => async () => (await world.source()).log.state === 'caught_up'
const hasStarted = (world: OktaWorld, flow: string, count: number) => async () =>
  (await world.started(flow)).length >= count

/** Changes what is stored of the feed, while Keyway is stopped. */
async function changeState(store: Store, change: (state: FeedState) => FeedState): Promise<void> {
  const database = await openDatabase(store)
  const row = await database.kysely.selectFrom('okta_feeds').selectAll().executeTakeFirstOrThrow()
  const state = change(JSON.parse(row.state ?? 'null'))
  await database.kysely
    .updateTable('okta_feeds')
    .set({ state: JSON.stringify(state) })
    .execute()
  await database.close()
}

describe.each(engines.kinds)('the System Log on %s', (kind) => {
  test('starts flows of types that no hook delivers, from now on, and asks only for what is wanted', async () => {
    const world = await open(await newStore(kind))
    world.sim.org.emit({ eventType: attempt, published: new Date(Date.now() - 3_600_000).toISOString() })
    expect((await world.source()).log.state).toBe('off')
    const flow = await world.publish('Bypass', { event: `okta.${attempt}` })
    await fast(world)
    await until('the feed has caught up', caughtUp(world))
    world.sim.org.emit({ eventType: 'user.session.start' })
    const { uuid } = world.sim.org.emit({ eventType: attempt })
    await until('the flow has started', hasStarted(world, flow, 1))
    expect(await world.started(flow)).toEqual([uuid])
    const { items } = await world.call(events.listEvents)
    expect(items.map(({ type }) => type)).toEqual([attempt])
    const { meter, log } = await world.source()
    expect(meter.types).toMatchObject([
      { type: attempt, isHookEligible: false, byHook: 0, byLog: 1, onlyLog: 1, flows: ['Bypass'] },
    ])
    expect(meter.recovered).toBe(0)
    expect(log.lagMs).toBeLessThan(5_000)
    const metrics = await fetch(`${world.url()}/api/metrics`, {
      headers: { authorization: `Bearer ${world.token}` },
    })
    expect(await metrics.text()).toMatch(
      new RegExp(`keyway_okta_events\\{org="[^"]+",type="${attempt}",way="only_log"\\} 1\\n`),
    )
  })

  test('goes on after a stop where it was, and takes each event once', async () => {
    const store = await newStore(kind)
    const world = await open(store)
    const flow = await world.publish('Lock', { event: `okta.${lock}` })
    await fast(world)
    await until('the feed has caught up', caughtUp(world))
    const before = world.sim.org.emit({ eventType: lock })
    await until('one has started', hasStarted(world, flow, 1))
    await world.stop()
    const missed = Array.from({ length: 30 }, () => world.sim.org.emit({ eventType: lock }))
    await world.start()
    await until('all have started', hasStarted(world, flow, 31))
    const uuids = [before, ...missed].map(({ uuid }) => uuid)
    expect((await world.started(flow)).toSorted()).toEqual(uuids.toSorted())
  })

  test('begins where a person says, and from there again when they say so later', async () => {
    const world = await open(await newStore(kind))
    const hour = 3_600_000
    const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString()
    const [oldest, old] = [9, 3].map((hours) =>
      world.sim.org.emit({ eventType: lock, published: ago(hours) }),
    )
    const flow = await world.publish('Lock', { event: `okta.${lock}` })
    await fast(world)
    await until('the feed has caught up', caughtUp(world))
    expect(await world.started(flow)).toEqual([])
    await patch(world, { since: Date.now() - 5 * hour })
    await until('what happened since then has started', hasStarted(world, flow, 1))
    expect(await world.started(flow)).toEqual([old?.uuid])
    await patch(world, { since: Date.now() - 10 * hour })
    await until('and what happened before', hasStarted(world, flow, 2))
    expect(new Set(await world.started(flow))).toEqual(new Set([oldest?.uuid, old?.uuid]))
  }, 30_000)

  test('makes up for days in pages, without starting what is too old', async () => {
    const store = await newStore(kind)
    const world = await open(store)
    const young = await world.publish('Young', { event: `okta.${lock}` })
    const old = await world.publish('Old', { event: `okta.${lock}`, maxAgeSeconds: 10 * 86_400 })
    await fast(world)
    await until('the feed has caught up', caughtUp(world))
    await world.stop()
    const day = 86_400_000
    for (let n = 0; n < 1_500; n += 1) {
      const published = new Date(Date.now() - 5 * day + n * 1_000).toISOString()
      world.sim.org.emit({ eventType: lock, published })
    }
    world.sim.org.emit({ eventType: lock })
    await changeState(store, (state) => ({
      ...state,
      next: null,
      position: Date.now() - 6 * day,
      startedAt: Date.now() - 6 * day,
      types: { [lock]: Date.now() - 6 * day },
    }))
    await world.start()
    await until('all is there', async () => (await world.source()).meter.total === 1_501)
    await until('the feed has caught up', caughtUp(world))
    const { items } = await world.call(events.listEvents, { query: { limit: 200 } })
    const oldest = items.find(({ occurredAt }) => occurredAt < Date.now() - 2 * day)
    const detail = await world.call(events.getEvent, { params: { eventId: oldest?.id ?? '' } })
    expect(detail.skipped).toEqual([{ flowId: young, flowName: 'Young', reason: 'too_old' }])
    expect((await world.started(young)).length).toBe(1)
    const { items: runs } = await world.call(events.listEvents, { query: { type: lock, limit: 1 } })
    expect(runs[0]?.executions).toBe(2)
    expect(old).not.toBe(young)
  }, 60_000)

  test('an expired link begins again by time; a link of nowhere is found out by a sweep', async () => {
    const store = await newStore(kind)
    const world = await open(store)
    const flow = await world.publish('Lock', { event: `okta.${lock}` })
    await fast(world)
    await until('the feed has caught up', caughtUp(world))
    await world.stop()
    const first = world.sim.org.emit({ eventType: lock })
    const url = new URL('/api/v1/logs', world.sim.url)
    url.search = new URLSearchParams({ after: 'expired', limit: '1000' }).toString()
    await changeState(store, (state) => ({ ...state, next: url.href }))
    await world.start()
    await until('the event has come', hasStarted(world, flow, 1))
    await world.stop()
    // The place of another life of the org: Okta answers with nothing, for ever.
    const second = world.sim.org.emit({
      eventType: lock,
      published: new Date(Date.now() - 120_000).toISOString(),
    })
    url.search = new URLSearchParams({ after: '1_99999', limit: '1000' }).toString()
    await changeState(store, (state) => ({
      ...state,
      next: `${url.href}&filter=${encodeURIComponent(state.filter ?? '')}`,
      startedAt: Date.now() - 3_600_000,
      types: { [lock]: 0 },
      sweptAt: { short: 0, long: Date.now() },
    }))
    await world.start()
    await fast(world, { sweepEverySeconds: 60 })
    await until('the sweep has found it', hasStarted(world, flow, 2))
    expect((await world.source()).log.foundBySweeps).toBe(1)
    const third = world.sim.org.emit({ eventType: lock })
    await until('the feed reads on', hasStarted(world, flow, 3))
    expect(new Set(await world.started(flow))).toEqual(
      new Set([first, second, third].map(({ uuid }) => uuid)),
    )
  }, 60_000)

  test('late, reordered and doubled entries of the log come once', async () => {
    const world = await open(await newStore(kind), {
      faults: [
        { kind: 'late', eventType: lock, probability: 0.3, delayMs: 1_500 },
        { kind: 'duplicate', eventType: lock, probability: 0.3 },
        { kind: 'reorder', eventType: lock, probability: 0.3 },
      ],
    })
    const flow = await world.publish('Lock', { event: `okta.${lock}` })
    await fast(world)
    await until('the feed has caught up', caughtUp(world))
    const emitted = Array.from({ length: 60 }, () => world.sim.org.emit({ eventType: lock }).uuid)
    world.sim.faults.clear()
    emitted.push(world.sim.org.emit({ eventType: lock }).uuid)
    await until('all have started', hasStarted(world, flow, emitted.length))
    expect((await world.started(flow)).toSorted()).toEqual(emitted.toSorted())
    const { meter } = await world.source()
    expect(meter.types).toMatchObject([{ type: lock, byLog: 61, onlyLog: 61 }])
  })

  test('says why it cannot read, and goes on when it can', async () => {
    const world = await open(await newStore(kind), {
      faults: [{ kind: 'error', path: '/api/v1/logs', status: 503, times: 3 }],
    })
    const flow = await world.publish('Lock', { event: `okta.${lock}` })
    await fast(world)
    await until('it fails', async () => (await world.source()).log.state === 'failing', 30_000)
    const { log } = await world.source()
    expect(log.error).toMatchObject({
      code: expect.stringMatching(/./),
      message: expect.stringContaining('503'),
    })
    const { uuid } = world.sim.org.emit({ eventType: lock })
    await until('it goes on', hasStarted(world, flow, 1), 40_000)
    expect(await world.started(flow)).toEqual([uuid])
  }, 80_000)
})

test('two processes share an org: one reads, and the other goes on when it ends', async () => {
  const store = await newStore('postgres')
  const world = await open(store)
  const flow = await world.publish('Lock', { event: `okta.${lock}` })
  await fast(world)
  await until('the feed has caught up', caughtUp(world))
  const other = await startKeyway({
    host: '127.0.0.1',
    port: 0,
    dataDirectory: store.dataDirectory,
    ...(store.kind === 'postgres' ? { databaseUrl: store.url } : {}),
    egressAllow: ['127.0.0.0/8'],
    logLevel: 'silent',
  })
  others.push(other)
  world.sim.org.emit({ eventType: lock })
  await until('one has started', hasStarted(world, flow, 1))
  const call = createClient({ baseUrl: other.url, token: world.token })
  await world.stop()
  world.sim.org.emit({ eventType: lock })
  const runs = async () => (await call(executions.listExecutions, { query: { flowId: flow } })).items.length
  await until('the other reads', async () => (await runs()) === 2, 30_000)
}, 60_000)
