import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { emptyBatch, type NewEvent } from '../db/hot-store.ts'
import { event } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { countEvents, listEvents, readEvents, type EventFilter } from './store.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 5, 1)

const engines = startEngines()

describe.each(engines.kinds)('events on %s', (kind) => {
  let db: Database
  beforeEach(async () => {
    db = await engines.open(kind)
  })
  afterEach(() => db.close())

  const store = (events: Partial<NewEvent>[]) =>
    db.hot.commit({
      ...emptyBatch,
      events: events.map((fields, n) => ({ ...event(`${fields.receivedAt ?? start}:${n}`), ...fields })),
    })
  const typesOf = async (filter: EventFilter, limit = 50): Promise<string[]> => {
    const types: string[] = []
    let cursor: string | undefined
    do {
      const { items, next } = await listEvents(db.kysely, filter, { cursor, limit })
      types.push(...items.map(({ type }) => type))
      cursor = next ?? undefined
    } while (cursor !== undefined)
    return types
  }

  test('are found by type, by the beginning of a type, and by source', async () => {
    await store([
      { type: 'user.lifecycle.create' },
      { type: 'user.lifecycle_x' },
      { type: 'a%b', source: 'other' },
    ])
    expect(await typesOf({ type: 'user.lifecycle.create' })).toEqual(['user.lifecycle.create'])
    expect(await typesOf({ type: 'user.lifecycle.*' })).toEqual(['user.lifecycle.create'])
    expect(await typesOf({ type: 'user.lifecycle*' })).toEqual(['user.lifecycle_x', 'user.lifecycle.create'])
    expect(await typesOf({ type: 'a%*' })).toEqual(['a%b'])
    expect(await typesOf({ source: 'other' })).toEqual(['a%b'])
  })

  test('are found by whom they name, in any letter case, page after page and over many days', async () => {
    const events = Array.from({ length: 40 }, (_, n) => ({
      type: `type.${n}`,
      receivedAt: start + n * dayMs,
      parties: [
        { role: 'actor' as const, name: n % 2 === 0 ? 'Ann@acme.test' : 'ben@acme.test' },
        { role: 'target' as const, name: n % 4 === 0 ? 'ben@acme.test' : '00g1' },
      ],
    }))
    await store(events)
    const expected = (keep: (n: number) => boolean) =>
      events
        .map(({ type }) => type)
        .filter((_, n) => keep(n))
        .toReversed()
    expect(await typesOf({ actor: 'ann@ACME.test' }, 3)).toEqual(expected((n) => n % 2 === 0))
    expect(await typesOf({ who: 'ben@acme.test' }, 3)).toEqual(expected((n) => n % 2 === 1 || n % 4 === 0))
    expect(await typesOf({ actor: 'ann@acme.test', target: 'ben@acme.test' })).toEqual(
      expected((n) => n % 4 === 0),
    )
    expect(await typesOf({ target: 'ann@acme.test' })).toEqual([])
    expect(await countEvents(db.kysely, { who: 'ben@acme.test' }, 1e9)).toBe(30)
    const read = await readEvents(db.kysely, { actor: 'ben@acme.test' }, { after: 10, to: 20, limit: 100 })
    expect(read.map(({ type }) => type)).toEqual(['type.11', 'type.13', 'type.15', 'type.17', 'type.19'])
  })

  test('are found by when they arrived', async () => {
    // Ids say when a row was made; the test makes all of them now.
    const now = Date.now()
    await store([-2, -1, 0].map((hours) => ({ type: `t${hours}`, receivedAt: now + hours * 1_000 })))
    expect(await typesOf({ from: now - 1_000 })).toEqual(['t0', 't-1'])
    expect(await typesOf({ to: now - 1_000 })).toEqual(['t-1', 't-2'])
    expect(await typesOf({ from: now + 86_400_000 })).toEqual([])
    expect(await typesOf({ to: now - 86_400_000 })).toEqual([])
  })

  test('of a store that knows nobody are none for anybody', async () => {
    await store([{}])
    expect(await typesOf({ who: 'ann' })).toEqual([])
    expect(await countEvents(db.kysely, { who: 'ann' }, 10)).toBe(0)
    expect(await readEvents(db.kysely, { who: 'ann' }, { after: 0, to: 10, limit: 5 })).toEqual([])
  })
})
