import { setTimeout as sleep } from 'node:timers/promises'
import { FlowError, type Http } from '@keyway/sdk'
import type { Db } from '../../../db/database.ts'
import type { Log } from '../../../log.ts'
import type { Priority } from '@keyway/engine'
import { acceptEvents, type AcceptParts } from '../../accept-events.ts'
import type { FilteredEvent } from '../hook/filtered-away.ts'
import { wantedOf, type OktaOrgs } from '../orgs.ts'
import { prepareState, type FeedState } from './feed-state.ts'
import { stepFeed } from './feed-step.ts'
import { toLogFilter } from './log-filter.ts'
import { parseSettings, type FeedSettings } from './settings.ts'
import { releaseFeeds, takeFeed, type FeedRow } from './store.ts'

export interface FeedsParts {
  db: Db
  accept: AcceptParts
  orgs: OktaOrgs
  openHttp: (connectionId: string, call: { priority: Priority; signal: AbortSignal }) => Promise<Http>
  /** Whether the hook brings all these types, so that the log only fills its gaps. */
  isCoveredByHook: (org: string, types: readonly string[]) => boolean
  isFilteredAway: (event: FilteredEvent) => boolean
  onHookEvent: (org: string) => void
  /** Called at each turn of the process that reads the org's log: what only one shall do. */
  onTurn: (org: string) => void
  /** Names this process among those that share the store. */
  owner: string
  log: Log
}

export interface Feeds {
  /** Begins to read the logs of orgs that flows listen to, and ends where none does any more. */
  sync: () => Promise<void>
  /** Looks at once instead of when it is due. */
  wake: (org: string) => void
  stop: () => Promise<void>
}

/** Who is silent for this long is thought dead. Two that read the same log at once do no harm, for events are known. */
const leaseMs = 20_000
const longestPauseMs = 5 * 60_000

/** Reads the System Logs: one loop for each org, of which one process at a time does the reading. */
export function createFeeds(parts: FeedsParts): Feeds {
  const running = new Map<string, { stop: AbortController; wake: () => void; ended: Promise<void> }>()

  function start(org: string): void {
    const stop = new AbortController()
    const { nap, wake } = createNap(stop.signal)
    running.set(org, { stop, wake, ended: run(parts, { org, signal: stop.signal, nap }) })
  }

  return {
    async sync() {
      const { accept, orgs } = parts
      const listened = orgs
        .list()
        .map(({ org }) => org)
        .filter((org) => wantedOf({ active: accept.active, orgs }, org).size > 0)
      for (const [org, { stop, ended }] of running) {
        if (listened.includes(org)) continue
        running.delete(org)
        stop.abort()
        await ended
      }
      for (const org of listened) {
        const entry = running.get(org)
        if (entry === undefined) start(org)
        else entry.wake()
      }
    },
    wake: (org) => running.get(org)?.wake(),
    async stop() {
      for (const { stop } of running.values()) stop.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
      running.clear()
      await releaseFeeds(parts.db, parts.owner)
    },
  }
}

/** A pause that can be ended early; a call that comes between two pauses ends the next one. */
function createNap(stopped: AbortSignal): { nap: (ms: number) => Promise<void>; wake: () => void } {
  let waking = new AbortController()
  return {
    wake: () => waking.abort(),
    async nap(ms) {
      const signal = AbortSignal.any([stopped, waking.signal])
      await sleep(ms, undefined, { signal }).catch(() => undefined)
      if (waking.signal.aborted) waking = new AbortController()
    },
  }
}

interface Loop {
  org: string
  signal: AbortSignal
  nap: (ms: number) => Promise<void>
}

async function run(parts: FeedsParts, { org, signal, nap }: Loop): Promise<void> {
  while (!signal.aborted) {
    try {
      await nap(await turn(parts, org, signal))
    } catch (error) {
      if (signal.aborted) return
      parts.log.error({ err: error, org }, 'the System Log could not be read')
      await nap(longestPauseMs / 10)
    }
  }
}

/** One step, if it is this process's turn. Answers how long to wait for the next one. */
async function turn(parts: FeedsParts, org: string, signal: AbortSignal): Promise<number> {
  const { db, accept, owner, orgs } = parts
  const now = accept.now()
  const lease = await takeFeed(db, { org, owner, now, leaseUntil: now + leaseMs })
  if (lease === undefined) return leaseMs / 4
  parts.onTurn(org)
  const { settings, state } = readFeedRow(lease)
  const wanted = [...wantedOf({ active: accept.active, orgs }, org).keys()].toSorted()
  if (!settings.isOn || wanted.length === 0) return longestPauseMs
  const connections = orgs.find(org)?.connections ?? []
  const connection = connections[(state?.error?.failures ?? 0) % Math.max(1, connections.length)]
  if (connection === undefined) return longestPauseMs

  const isCovered = parts.isCoveredByHook(org, wanted)
  const pauseMs = (isCovered ? settings.reconcileSeconds : settings.pollSeconds) * 1000
  const step = {
    accept,
    owner,
    onHookEvent: parts.onHookEvent,
    isFilteredAway: parts.isFilteredAway,
    leaseUntil: () => accept.now() + leaseMs + pauseMs,
    openHttp: (priority: Priority) => parts.openHttp(connection.id, { priority, signal }),
  }
  try {
    const next = await stepFeed(step, { org, wanted, settings, state })
    return next.isCaughtUp && next.sweep === null ? pauseMs : 0
  } catch (error) {
    if (signal.aborted || !(error instanceof FlowError)) throw error
    // Waiting for the budget is no failure.
    if (error.code === 'rate_budget') return error.retryAfterMs ?? pauseMs
    const wish = { types: wanted, filter: toLogFilter(wanted) }
    const begun = state ?? prepareState(null, wish, { settings, now })
    return noteFailure(parts, { org, begun, error })
  }
}

/** Keeps why reading failed, where people see it, and answers how long to wait. */
async function noteFailure(
  { db, accept, owner, log }: FeedsParts,
  { org, begun, error }: { org: string; begun: FeedState; error: FlowError },
): Promise<number> {
  const now = accept.now()
  // A part of the step may have been stored.
  const fresh = await takeFeed(db, { org, owner, now, leaseUntil: now + leaseMs })
  const state = (fresh === undefined ? null : readFeedRow(fresh).state) ?? begun
  const failures = (state.error?.failures ?? 0) + 1
  const backoffMs = Math.min(longestPauseMs, 1_000 * 2 ** Math.min(failures, 12))
  // Okta says on every answer when the budget's window ends; only a refusal for the budget has to wait for it.
  const pauseMs = Math.max(error.statusCode === 429 ? (error.retryAfterMs ?? 0) : 0, backoffMs)
  log.warn({ org, code: error.code, failures }, 'the System Log could not be read')
  const failed = { ...state, error: { at: now, code: error.code, message: error.message, failures } }
  const leaseUntil = now + leaseMs + pauseMs
  await acceptEvents(accept, [], { feeds: [{ org, owner, leaseUntil, state: JSON.stringify(failed) }] })
  return pauseMs
}

export function readFeedRow(row: Pick<FeedRow, 'settings' | 'state'>): {
  settings: FeedSettings
  state: FeedState | null
} {
  // Written by the owner of the feed only.
  const state: FeedState | null = JSON.parse(row.state ?? 'null')
  return { settings: parseSettings(row.settings), state }
}
