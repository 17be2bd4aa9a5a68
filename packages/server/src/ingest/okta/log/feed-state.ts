import type { FeedSettings } from './settings.ts'

/** How far the System Log of an org was read. Times are milliseconds since 1970, by the org's clock. */
export interface FeedState {
  /** Since when events of each wanted type are taken; `*` is every type. */
  types: Readonly<Record<string, number>>
  /** What the next link asks for; a link belongs to its filter. */
  filter: string | null
  /** Okta's own link to the next page; null where reading begins by time. */
  next: string | null
  /** Everything that was persisted before this time has been read. */
  position: number
  /** Where reading began, and the time a person chose for it. */
  startedAt: number
  chosenSince: number | null
  /** Okta refused the filter: everything is read, and what nobody wants is left. */
  isUnfiltered: boolean
  isCaughtUp: boolean
  /** Set while older events are being made up for. */
  catchUp: CatchUp | null
  /** Time that is lost because Okta keeps its log for 90 days; the latest ones. */
  gaps: readonly { from: number; to: number }[]
  sweep: Sweep | null
  sweptAt: { short: number; long: number }
  /** When Okta last answered. */
  polledAt: number | null
  /** Events that sweeps found and reading had not. */
  foundBySweeps: number
  error: { at: number; code: string; message: string; failures: number } | null
}

interface CatchUp {
  from: number
  to: number
  /** By our own clock. */
  startedAt: number
  read: number
}

interface Sweep {
  kind: 'short' | 'long'
  since: number
  until: number
  next: string | null
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Okta keeps its log for 90 days and moves an older beginning without a word. Source: Okta System Log API. */
const retentionMs = 90 * dayMs
/** A type that flows begin to wait for is taken from a little earlier: the org's clock is not ours. */
const clockToleranceMs = minuteMs
/** Further behind than this counts as making up. */
const behindMs = 5 * minuteMs
const longSweepEveryMs = dayMs
const longSweepBackMs = 2 * dayMs
const mostGaps = 10

export interface Wanted {
  types: readonly string[]
  /** Null reads everything. */
  filter: string | null
}

/** The state to read with now: begins the first time, takes up new types, and starts again by time where it must. */
export function prepareState(
  known: FeedState | null,
  wanted: Wanted,
  { settings, now }: { settings: FeedSettings; now: number },
): FeedState {
  const isNew = known === null || (settings.since !== null && settings.since !== known.chosenSince)
  const state = isNew ? firstState(settings, now) : known
  const begin = isNew ? state.startedAt : now - clockToleranceMs
  const filter = state.isUnfiltered ? null : wanted.filter
  const types = Object.fromEntries(wanted.types.map((type) => [type, state.types[type] ?? begin]))
  return filter === state.filter ? { ...state, types } : { ...state, types, filter, next: null }
}

function firstState({ since }: FeedSettings, now: number): FeedState {
  const startedAt = since ?? now - clockToleranceMs
  return {
    types: {},
    filter: null,
    next: null,
    position: startedAt,
    startedAt,
    chosenSince: since,
    isUnfiltered: false,
    isCaughtUp: false,
    catchUp: null,
    gaps: [],
    sweep: null,
    sweptAt: { short: now, long: now },
    polledAt: null,
    foundBySweeps: 0,
    error: null,
  }
}

/** Where reading by time begins, and the gap if Okta has no longer what lies before. */
export function beginning(
  state: FeedState,
  { settings, now }: { settings: FeedSettings; now: number },
): { since: number; gap: { from: number; to: number } | null } {
  const oldest = now - retentionMs + minuteMs
  const earliestWanted = Math.min(...Object.values(state.types), now)
  const wished = Math.max(state.position, earliestWanted) - settings.overlapSeconds * 1000
  const from = Math.max(wished, state.startedAt)
  const gap = state.position < oldest && from < oldest ? { from: state.position, to: oldest } : null
  return { since: Math.max(from, oldest), gap }
}

/** A page as far as the state is concerned. */
export interface PageFacts {
  count: number
  limit: number
  /** Latest `published` of its events. */
  latest: number
  next: string | null
  /** When Okta answered, by its clock. */
  answeredAt: number
  gap: { from: number; to: number } | null
}

/** The state after a page of the feed. */
export function afterPage(state: FeedState, page: PageFacts, now: number): FeedState {
  const isShort = page.count < page.limit
  // A short page is no promise of an end; one whose last event is fresh, or an empty one, is as near as it gets.
  const isCaughtUp = isShort && (page.count === 0 || page.latest >= page.answeredAt - minuteMs)
  const position = Math.max(
    state.position,
    isCaughtUp ? page.answeredAt : Math.min(page.latest, page.answeredAt),
  )
  const isBehind = page.answeredAt - state.position > behindMs
  const begun = isBehind
    ? (state.catchUp ?? { from: state.position, to: page.answeredAt, startedAt: now, read: 0 })
    : state.catchUp
  return {
    ...state,
    next: page.next,
    position,
    isCaughtUp,
    catchUp: isCaughtUp || begun === null ? null : { ...begun, read: begun.read + page.count },
    gaps: page.gap === null ? state.gaps : [...state.gaps, page.gap].slice(-mostGaps),
    polledAt: now,
    error: null,
  }
}

/** The sweep that is under way or due; only a feed that has caught up has time for one. */
export function dueSweep(state: FeedState, settings: FeedSettings, now: number): Sweep | null {
  if (state.sweep !== null) return state.sweep
  if (!state.isCaughtUp || settings.sweepEverySeconds === 0) return null
  const isLong = now - state.sweptAt.long >= longSweepEveryMs
  if (!isLong && now - state.sweptAt.short < settings.sweepEverySeconds * 1000) return null
  const back = isLong ? longSweepBackMs : settings.sweepBackSeconds * 1000
  // What is younger than a minute may be on its way through the feed.
  const until = state.position - minuteMs
  const since = Math.max(until - back, state.startedAt)
  return since < until ? { kind: isLong ? 'long' : 'short', since, until, next: null } : null
}

/**
 * The state after a page of a sweep. Finding what the feed should have brought means that its place is not to be
 * trusted: it starts again from before that.
 */
export function afterSweepPage(
  state: FeedState,
  page: { sweep: Sweep; next: string | null; found: number; earliest: number },
  now: number,
): FeedState {
  const { sweep, next, found, earliest } = page
  const isOver = next === null
  const sweptAt = sweep.kind === 'long' ? { short: now, long: now } : { ...state.sweptAt, short: now }
  return {
    ...state,
    sweep: isOver ? null : { ...sweep, next },
    sweptAt: isOver ? sweptAt : state.sweptAt,
    foundBySweeps: state.foundBySweeps + found,
    ...(found === 0 ? {} : { next: null, position: Math.min(state.position, earliest) }),
    error: null,
  }
}

/** Whether an event of this type and time is taken. */
export function isTaken(
  { types }: FeedState,
  { type, occurredAt }: { type: string; occurredAt: number },
): boolean {
  const since = Math.min(types[type] ?? Infinity, types['*'] ?? Infinity)
  return occurredAt >= since
}

/** How a catch-up goes on: how fast, and how long it will take if it stays so. */
export function progressOf(
  { catchUp, position }: FeedState,
  now: number,
): {
  from: number
  to: number
  at: number
  read: number
  eventsPerSecond: number
  remainingMs: number | null
} | null {
  if (catchUp === null) return null
  const { from, to, startedAt, read } = catchUp
  const elapsedMs = Math.max(1, now - startedAt)
  const done = Math.max(0, position - from)
  return {
    from,
    to,
    at: position,
    read,
    eventsPerSecond: (read / elapsedMs) * 1000,
    remainingMs: done === 0 ? null : Math.round((elapsedMs * Math.max(0, to - position)) / done),
  }
}
