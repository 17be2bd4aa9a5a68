import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { createIdSource } from '../db/new-id.ts'
import { emptyBatch, type NewExecution } from '../db/hot-store.ts'
import { event, execution, update } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { sweepHistory } from './sweep.ts'

const engines = startEngines()
const dayMs = 86_400_000
const now = Date.UTC(2026, 5, 30)

describe.each(engines.kinds)('history on %s', (kind) => {
  let db: Database
  beforeEach(async () => {
    db = await engines.open(kind)
  })
  afterEach(() => db.close())

  const signal = new AbortController().signal
  const sweep = () => sweepHistory(db.kysely, { executionDays: 10, eventDays: 10 }, { now, signal })
  const ids = async (table: 'executions' | 'events') =>
    (await db.kysely.selectFrom(table).select('id').orderBy('seq').execute()).map(({ id }) => id)
  const daysAgo = (days: number) => now - days * dayMs
  const sources = new Map<number, () => string>()
  /** Ids of one day in the order they were made. */
  const idOf = (days: number): string => {
    const source = sources.get(days) ?? createIdSource(() => daysAgo(days))
    sources.set(days, source)
    return source()
  }
  const begun = (days: number) => {
    const id = idOf(days)
    return { id, rootId: id }
  }
  const ended = ({ id }: NewExecution, at: number) => update(id, { finishedAt: at })

  test('that is old goes, with helpers, journals and what nothing else needs; the rest stays', async () => {
    const parties = [{ role: 'actor' as const, name: 'ann' }]
    const events = [40, 30, 20, 5].map((days) => ({
      ...event(`${days}`),
      id: idOf(days),
      receivedAt: daysAgo(days),
      occurredAt: daysAgo(days),
      parties,
    }))
    const [oldest, ofKept, alone, young] = events
    if (oldest === undefined || ofKept === undefined || alone === undefined || young === undefined) return
    const old = execution({ ...begun(40), eventId: oldest.id })
    const helper = execution({
      id: idOf(40),
      parentId: old.id,
      parentCommand: 1,
      rootId: old.id,
      mode: 'child',
    })
    const recent = execution({ ...begun(30), eventId: ofKept.id })
    const waiting = execution(begun(40))
    const withWaitingHelper = execution(begun(40))
    const waitingHelper = execution({
      parentId: withWaitingHelper.id,
      parentCommand: 1,
      rootId: withWaitingHelper.id,
      mode: 'child',
    })
    const kept = [recent, waiting, withWaitingHelper, waitingHelper]
    await db.hot.commit({ ...emptyBatch, events, executions: [old, helper, ...kept] })
    await db.hot.commit({
      ...emptyBatch,
      updates: [
        ended(old, daysAgo(39)),
        ended(helper, daysAgo(39)),
        ended(recent, daysAgo(2)),
        ended(withWaitingHelper, daysAgo(39)),
        update(waiting.id, { status: 'waiting', finishedAt: null }),
        update(waitingHelper.id, { status: 'waiting', finishedAt: null }),
      ],
    })
    expect(await sweep()).toEqual({ executions: 1, events: 2, keys: 0 })
    expect(await ids('executions')).toEqual(kept.map(({ id }) => id))
    expect(await ids('events')).toEqual([ofKept.id, young.id])
    const journals = await db.kysely.selectFrom('journal_entries').select('execution_id').execute()
    expect(journals).toHaveLength(kept.length)
    const days = await db.kysely.selectFrom('event_parties').select('day').execute()
    expect(days.map(({ day }) => Number(day))).toEqual([Math.floor(daysAgo(5) / dayMs)])
    // Known events stay known.
    const again = { ...event('40'), receivedAt: now }
    expect((await db.hot.commit({ ...emptyBatch, events: [again] })).newEvents.size).toBe(0)
  })

  test('goes little by little, however much it is', async () => {
    const executions = Array.from({ length: 450 }, () => execution(begun(40)))
    await db.hot.commit({ ...emptyBatch, executions })
    await db.hot.commit({ ...emptyBatch, updates: executions.map((one) => ended(one, daysAgo(20))) })
    expect(await sweep()).toEqual({ executions: 450, events: 0, keys: 0 })
    expect(await sweep()).toEqual({ executions: 0, events: 0, keys: 0 })
  })

  test('an event is known for longer than the log of Okta has it, and not for ever', async () => {
    const arrived = (days: number) => ({ ...event(`${days}`), id: idOf(days), receivedAt: daysAgo(days) })
    // A source may say what it likes about when something happened.
    const events = [arrived(300), arrived(101), arrived(99), { ...arrived(95), occurredAt: 0 }]
    await db.hot.commit({ ...emptyBatch, events })
    expect(await sweep()).toEqual({ executions: 0, events: 4, keys: 2 })
    const again = events.map((one) => ({ ...one, id: idOf(0) }))
    const { newEvents } = await db.hot.commit({ ...emptyBatch, events: again })
    expect(newEvents).toEqual(new Set(again.slice(0, 2).map(({ id }) => id)))
  })
})
