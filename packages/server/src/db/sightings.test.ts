import { describe, expect, test } from 'vitest'
import { event } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { emptyBatch, type NewEvent, type Sighting } from './hot-store.ts'
import { delayOfStep, meterDay } from './sightings.ts'

const engines = startEngines()

const seen = (identity: string, way: Sighting['way'], more: Partial<Sighting> = {}): NewEvent => ({
  ...event(identity),
  sighting: { org: 'acme', way, ...more },
})

describe.each(engines.kinds)('sightings on %s', (kind) => {
  const withStore = async (task: (store: Awaited<ReturnType<typeof engines.open>>) => Promise<void>) => {
    const store = await engines.open(kind)
    try {
      await task(store)
    } finally {
      await store.close()
    }
  }
  const meterOf = async ({ kysely }: Awaited<ReturnType<typeof engines.open>>) => {
    const rows = await kysely
      .selectFrom('okta_meter')
      .selectAll()
      .where('measure', 'not like', 'delay.%')
      .execute()
    return Object.fromEntries(rows.map(({ measure, count }) => [measure, Number(count)]))
  }

  test('each way counts once for each event, however often it comes', () =>
    withStore(async (store) => {
      const commit = (...events: NewEvent[]) => store.hot.commit({ ...emptyBatch, events })
      await commit(seen('a', 'hook'), seen('b', 'hook'), seen('a', 'hook'))
      await commit(seen('a', 'hook'))
      expect(await meterOf(store)).toEqual({ hook: 2 })
      await commit(seen('a', 'log'), seen('c', 'log'), seen('a', 'log'))
      expect(await meterOf(store)).toEqual({ hook: 2, log: 2, both: 1 })
      await commit(seen('a', 'log'), seen('c', 'hook'))
      expect(await meterOf(store)).toEqual({ hook: 3, log: 2, both: 2 })
      expect((await store.kysely.selectFrom('events').selectAll().execute()).length).toBe(3)
    }))

  test('what a hook was not to bring is counted apart, until one brings it', () =>
    withStore(async (store) => {
      const commit = (...events: NewEvent[]) => store.hot.commit({ ...emptyBatch, events })
      const filtered = (identity: string) => seen(identity, 'log', { isFiltered: true })
      await commit(filtered('a'), filtered('b'), filtered('c'), seen('d', 'log'), seen('e', 'hook'))
      await commit(filtered('a'), filtered('d'), filtered('e'))
      expect(await meterOf(store)).toEqual({ hook: 1, log: 5, both: 1, filtered: 3 })
      const { count } = await store.kysely
        .selectFrom('okta_meter')
        .select(({ fn }) => fn.sum('count').as('count'))
        .where('measure', 'like', 'delay.%')
        .executeTakeFirstOrThrow()
      expect(Number(count)).toBe(2)
      await commit(seen('b', 'hook'), seen('d', 'hook'), seen('c', 'hook'))
      await commit(seen('b', 'hook'), filtered('b'))
      expect(await meterOf(store)).toEqual({ hook: 4, log: 5, both: 4, filtered: 1 })
    }))

  test('both ways in one transaction, and events nobody counts', () =>
    withStore(async (store) => {
      const events = [seen('a', 'log'), seen('a', 'hook'), event('b'), event('b')]
      await store.hot.commit({ ...emptyBatch, events })
      expect(await meterOf(store)).toEqual({ hook: 1, log: 1, both: 1 })
      const rows = await store.kysely.selectFrom('okta_meter').selectAll().execute()
      expect(new Set(rows.map(({ org, type, day }) => `${org} ${type} ${day}`))).toEqual(
        new Set([`acme user.account.lock ${meterDay(1_700_000_000_000)}`]),
      )
      const delay = rows.find(({ measure }) => measure.startsWith('delay.'))
      expect(delayOfStep(Number(delay?.measure.slice(6)))).toBeGreaterThanOrEqual(500)
      expect(delayOfStep(Number(delay?.measure.slice(6)))).toBeLessThan(500 * 1.25)
    }))

  test('how far the log was read goes with the events, and only by its owner', () =>
    withStore(async (store) => {
      await store.kysely
        .insertInto('okta_feeds')
        .values({ org: 'acme', settings: '{}', state: null, owner: 'me', lease_until: 1 })
        .execute()
      const advance = (owner: string, state: string) =>
        store.hot.commit({ ...emptyBatch, feeds: [{ org: 'acme', owner, leaseUntil: 9, state }] })
      await advance('me', '{"n":1}')
      await advance('another', '{"n":2}')
      const feed = await store.kysely.selectFrom('okta_feeds').selectAll().executeTakeFirst()
      expect(feed).toMatchObject({ state: '{"n":1}', owner: 'me', lease_until: 9 })
      const broken = { ...event('x'), payload: null as unknown as string }
      const feeds = [{ org: 'acme', owner: 'me', leaseUntil: 10, state: '{"n":3}' }]
      await expect(store.hot.commit({ ...emptyBatch, events: [broken], feeds })).rejects.toThrow(/null/i)
      const unmoved = await store.kysely.selectFrom('okta_feeds').select('state').executeTakeFirst()
      expect(unmoved).toEqual({ state: '{"n":1}' })
    }))
})
