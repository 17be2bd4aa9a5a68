import { describe, expect, test } from 'vitest'
import { toLogFilter } from './log-filter.ts'
import {
  afterPage,
  afterSweepPage,
  beginning,
  dueSweep,
  isTaken,
  prepareState,
  progressOf,
  type FeedState,
  type PageFacts,
} from './feed-state.ts'
import { standardSettings as settings } from './settings.ts'

const minute = 60_000
const day = 1_440 * minute
const now = 1_800_000_000_000
const lock = { types: ['lock'], filter: 'lock' }
const first = prepareState(null, lock, { settings, now })
const page = (facts: Partial<PageFacts>): PageFacts => ({
  count: 0,
  limit: 1000,
  latest: 0,
  next: 'link',
  answeredAt: now,
  gap: null,
  ...facts,
})
const settled: FeedState = afterPage(first, page({}), now)

describe('where reading begins', () => {
  test('now, or where a person says, and there again when they say so later', () => {
    expect(beginning(first, { settings, now })).toEqual({ since: now - minute, gap: null })
    const since = now - 5 * day
    const chosen = prepareState(settled, lock, { settings: { ...settings, since }, now })
    expect(chosen).toMatchObject({ position: since, next: null, types: { lock: since }, chosenSince: since })
    const again = prepareState(chosen, lock, { settings: { ...settings, since }, now: now + day })
    expect(again).toEqual(chosen)
  })

  test('a type that is new is taken from now on, and the others from where they were', () => {
    const later = now + day
    const both = prepareState(settled, { types: ['lock', 'new'], filter: 'both' }, { settings, now: later })
    expect(both).toMatchObject({
      next: null,
      filter: 'both',
      types: { lock: now - minute, new: later - minute },
    })
    expect(isTaken(both, { type: 'new', occurredAt: later - 2 * minute })).toBe(false)
    expect(isTaken(both, { type: 'lock', occurredAt: later - 2 * minute })).toBe(true)
    expect(isTaken({ ...both, types: { '*': 5 } }, { type: 'any', occurredAt: 5 })).toBe(true)
  })

  test('with an overlap when the link is lost, and says what Okta has deleted', () => {
    const lost = { ...settled, next: null, startedAt: 0, position: now - day, types: { lock: 0 } }
    expect(beginning(lost, { settings, now })).toEqual({ since: now - day - 15 * minute, gap: null })
    const forgotten = { ...lost, position: now - 100 * day }
    const oldest = now - 90 * day + minute
    expect(beginning(forgotten, { settings, now })).toEqual({
      since: oldest,
      gap: { from: now - 100 * day, to: oldest },
    })
  })
})

describe('a page', () => {
  test('that is empty, or short and fresh, is the end; a full or an old one is not', () => {
    expect(afterPage(first, page({}), now)).toMatchObject({ isCaughtUp: true, position: now, next: 'link' })
    const fresh = page({ count: 3, latest: now - 1_000 })
    expect(afterPage(first, fresh, now)).toMatchObject({ isCaughtUp: true, position: now })
    const old = page({ count: 3, latest: now - 30_000 * 3 })
    expect(afterPage({ ...first, position: 0 }, old, now)).toMatchObject({
      isCaughtUp: false,
      position: now - 90_000,
    })
    expect(afterPage(first, page({ count: 1000, latest: now }), now).isCaughtUp).toBe(false)
  })

  test('of days ago is made up for, with progress', () => {
    const behind = { ...settled, position: now - 4 * day }
    const half = afterPage(behind, page({ count: 1000, latest: now - 2 * day }), now)
    expect(progressOf(half, now + 10_000)).toEqual({
      from: now - 4 * day,
      to: now,
      at: now - 2 * day,
      read: 1000,
      eventsPerSecond: 100,
      remainingMs: 10_000,
    })
    expect(progressOf(afterPage(half, page({}), now), now)).toBeNull()
  })
})

describe('a sweep', () => {
  const hour = 60 * minute
  const due = { ...settled, startedAt: 0, position: now + 2 * hour }

  test('comes when it is due, goes on page by page, and is over', () => {
    expect(dueSweep(settled, settings, now + minute)).toBeNull()
    const sweep = dueSweep(due, settings, now + 2 * hour)
    expect(sweep).toMatchObject({ kind: 'short', until: now + 2 * hour - minute, next: null })
    if (sweep === null) return
    const nothing = { sweep, found: 0, earliest: Infinity }
    const between = afterSweepPage(due, { ...nothing, next: 'page 2' }, now + 2 * hour)
    expect(dueSweep(between, settings, now + 2 * hour)).toMatchObject({ kind: 'short', next: 'page 2' })
    const over = afterSweepPage(between, { ...nothing, next: null }, now + 2 * hour)
    expect(dueSweep(over, settings, now + 2 * hour + minute)).toBeNull()
    expect(over.next).toBe('link')
    expect(dueSweep(due, { ...settings, sweepEverySeconds: 0 }, now + 2 * hour)).toBeNull()
    expect(dueSweep(due, settings, now + day)).toMatchObject({ kind: 'long' })
  })

  test('that finds something makes the feed begin again before it', () => {
    const sweep = dueSweep(due, settings, now + 2 * hour)
    if (sweep === null) throw new Error('It is due.')
    const found = afterSweepPage(due, { sweep, next: null, found: 1, earliest: now }, now + 2 * hour)
    expect(found).toMatchObject({ next: null, position: now, foundBySweeps: 1 })
  })
})

test('the filter asks for what is wanted, and for everything where that is too long to say', () => {
  expect(toLogFilter(['b.c', 'a'])).toBe(
    'eventType sw "event_hook." or eventType eq "a" or eventType eq "b.c"',
  )
  expect(toLogFilter(['a', '*'])).toBeNull()
  expect(toLogFilter(Array.from({ length: 100 }, (_, n) => `some.type.${n}`))).toBeNull()
})
