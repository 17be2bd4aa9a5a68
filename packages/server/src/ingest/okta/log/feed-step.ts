import { FlowError, type Http } from '@keyway/sdk'
import { acceptEvents, type AcceptParts, type IncomingEvent } from '../../accept-events.ts'
import type { Priority } from '@keyway/engine'
import {
  afterPage,
  afterSweepPage,
  beginning,
  dueSweep,
  isTaken,
  prepareState,
  type FeedState,
} from './feed-state.ts'
import type { FilteredEvent } from '../hook/filtered-away.ts'
import { hookEventPrefix, toLogFilter } from './log-filter.ts'
import { pageSize, readLogPage } from './read-page.ts'
import type { FeedSettings } from './settings.ts'

export interface FeedStepParts {
  accept: AcceptParts
  /** The way to the org, for one request. */
  openHttp: (priority: Priority) => Promise<Http>
  /** How the state is kept: in the transaction of the events that brought it. */
  owner: string
  leaseUntil: () => number
  /** Whether a filter that we gave the hook holds an event back: that the log alone brings it is no gap. */
  isFilteredAway: (event: FilteredEvent) => boolean
  /** Okta wrote about an event hook: ours may have changed. */
  onHookEvent: (org: string) => void
}

export interface FeedStep {
  org: string
  /** Types that flows wait for; `*` is every one. */
  wanted: readonly string[]
  settings: FeedSettings
  state: FeedState | null
}

/**
 * Reads one page of the feed, and one of a sweep that is due, and stores each with its place in one transaction: a crash
 * repeats a page and skips none.
 *
 * @throws what the org answered; the state that was stored before stays true.
 */
export async function stepFeed(
  parts: FeedStepParts,
  { org, wanted, settings, state: known }: FeedStep,
): Promise<FeedState> {
  const { now } = parts.accept
  const filter = toLogFilter(wanted)
  let state = prepareState(known, { types: wanted, filter }, { settings, now: now() })
  state = await readFeed(parts, { org, settings, state })
  const sweep = dueSweep(state, settings, now())
  if (sweep === null) return state

  const http = await parts.openHttp('bulk')
  const { events, next } = await readLogPage(http, org, { ...sweep, filter: state.filter })
  const taken = take(parts, { org, state, events })
  const earliest = Math.min(...taken.map(({ occurredAt }) => occurredAt))
  // What the sweep finds decides the state that is stored with it, so events go first and their count into the next write.
  const { newEvents } = await acceptEvents(parts.accept, taken)
  const found = newEvents.size
  state = afterSweepPage(state, { sweep, next, found, earliest }, now())
  await keep(parts, { org, state, events: [] })
  return state
}

async function readFeed(
  parts: FeedStepParts,
  { org, settings, state: begun }: { org: string; settings: FeedSettings; state: FeedState },
): Promise<FeedState> {
  const { now } = parts.accept
  let state = begun
  for (;;) {
    const { since, gap } = beginning(state, { settings, now: now() })
    const http = await parts.openHttp(state.catchUp === null ? 'interactive' : 'bulk')
    try {
      const page = await readLogPage(http, org, { next: state.next, since, filter: state.filter })
      const latest = Math.max(state.position, ...page.events.map(({ occurredAt }) => occurredAt))
      const facts = { ...page, limit: pageSize, latest, gap: state.next === null ? gap : null }
      state = afterPage(state, facts, now())
      await keep(parts, { org, state, events: take(parts, { org, state, events: page.events }) })
      if (page.events.some(({ type }) => type.startsWith(hookEventPrefix))) parts.onHookEvent(org)
      return state
    } catch (error) {
      const next = withoutRefused(state, error)
      if (next === undefined) throw error
      state = next
    }
  }
}

/** After Okta refused what was asked: without the link, which may have expired; else without the filter. */
function withoutRefused(state: FeedState, error: unknown): FeedState | undefined {
  if (!(error instanceof FlowError) || error.statusCode !== 400) return undefined
  if (state.next !== null) return { ...state, next: null }
  return state.filter === null ? undefined : { ...state, filter: null, isUnfiltered: true }
}

/** What flows wait for, of what a page has. */
function take(
  { isFilteredAway }: FeedStepParts,
  { org, state, events }: { org: string; state: FeedState; events: readonly IncomingEvent[] },
): IncomingEvent[] {
  return events
    .filter((event) => isTaken(state, event))
    .map((event) =>
      isFilteredAway({ org, type: event.type, payload: event.payload })
        ? { ...event, sighting: { org, way: 'log', isFiltered: true } }
        : event,
    )
}

function keep(
  { accept, owner, leaseUntil }: FeedStepParts,
  { org, state, events }: { org: string; state: FeedState; events: readonly IncomingEvent[] },
): Promise<unknown> {
  const advance = { org, owner, leaseUntil: leaseUntil(), state: JSON.stringify(state) }
  return acceptEvents(accept, events, { feeds: [advance] })
}
