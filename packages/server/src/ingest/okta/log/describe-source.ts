import type { oktaSources } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { meterDay } from '../../../db/sightings.ts'
import type { Db } from '../../../db/database.ts'
import type { ActiveFlows } from '../../../flows/active-flows.ts'
import type { Hook } from '../hooks.ts'
import { planFilters, type Listener } from '../hook/plan-filters.ts'
import { listenersOf, wantedOf, type OktaOrg, type OktaOrgs } from '../orgs.ts'
import { progressOf, type FeedState } from './feed-state.ts'
import { readFeedRow } from './feeds.ts'
import { toTypeMeters } from './meter.ts'
import type { FeedSettings } from './settings.ts'
import { findFeed, readMeter } from './store.ts'

type SourceView = z.input<typeof oktaSources.oktaSource>

export interface DescribeParts {
  db: Db
  active: ActiveFlows
  orgs: OktaOrgs
  /** Whether Okta delivers a type to event hooks. */
  isEligible: (type: string) => boolean
  hooksOf: (org: string) => readonly Hook[]
  publicUrl: string
  now: () => number
}

/** Okta delivers so many applicable events of an org to hooks in a day. Source: Okta event hooks. */
const eventsPerDay = 400_000
/** Twice the longest time between two looks; who was silent for longer has not caught up. */
const staleMs = 2 * 3600 * 1000

/** An org as a source: how far its log was read, and what came by which way in the last days. */
export async function describeSource(
  { db, active, orgs, isEligible, hooksOf, publicUrl, now }: DescribeParts,
  { org, connections }: OktaOrg,
  days: number,
): Promise<SourceView> {
  const wanted = wantedOf({ active, orgs }, org)
  const listeners = listenersOf({ active, orgs }, org)
  const row = await findFeed(db, org)
  const { settings, state } = readFeedRow(row ?? { settings: '{}', state: null })
  const today = meterDay(now())
  const lines = await readMeter(db, org, today - days + 1)
  const known = toTypeMeters(lines)
  const unseen = [...wanted.keys()].filter(
    (type) => type !== '*' && known.every((line) => line.type !== type),
  )
  const types = [...known, ...toTypeMeters(unseen.map((type) => ({ type, measure: 'hook', count: 0 })))]
    .map((line) => ({
      ...line,
      flows: [...(wanted.get(line.type) ?? []), ...(wanted.get('*') ?? [])],
      isHookEligible: isEligible(line.type),
    }))
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
  const used = (await readMeter(db, org, today))
    .filter(({ measure }) => measure === 'hook')
    .reduce((sum, { count }) => sum + count, 0)
  return {
    org,
    connections: connections.map(({ id, name }) => ({ id, name })),
    wantedTypes: [...wanted].map(([type, flows]) => ({ type, flows: [...flows] })),
    settings,
    log: describeLog(state, { settings, isWanted: wanted.size > 0, now: now() }),
    meter: {
      days,
      recovered: types
        .filter(({ isHookEligible }) => isHookEligible)
        .reduce((sum, { onlyLog }) => sum + onlyLog, 0),
      total: types.reduce((sum, { byHook, onlyLog, filtered }) => sum + byHook + onlyLog + filtered, 0),
      types,
    },
    hooks: hooksOf(org).flatMap((hook) =>
      describeHook(hook, { publicUrl, listeners, isPushing: settings.pushFilters }),
    ),
    hookBudget: { used, limit: eventsPerDay },
  }
}

function describeHook(
  hook: Hook,
  {
    publicUrl,
    listeners,
    isPushing,
  }: { publicUrl: string; listeners: ReadonlyMap<string, readonly Listener[]>; isPushing: boolean },
): SourceView['hooks'] {
  const { remote, path, lastDeliveryAt } = hook
  if (remote === null) return []
  const { id: oktaId, status, checkedAt, testedAt, rotatedAt, repaired, refusedFilters: refused } = remote
  const unfiltered = isPushing ? planFilters(remote.types, listeners).unfiltered : []
  return [
    {
      hookId: hook.id,
      name: hook.name,
      url: `${publicUrl}/hooks/okta/${path}`,
      oktaId,
      status,
      problems: [...remote.problems],
      types: [...remote.types],
      checkedAt,
      testedAt,
      rotatedAt,
      lastDeliveryAt,
      repaired,
      canary: remote.canary,
      filters: Object.entries(remote.filters).map(([type, expression]) => ({ type, expression })),
      unfiltered: unfiltered.map(({ flows, ...rest }) => ({ ...rest, flows: [...flows] })),
      filtersRefused: refused === null ? null : { at: refused.at, message: refused.message },
    },
  ]
}

function describeLog(
  state: FeedState | null,
  { settings, isWanted, now }: { settings: FeedSettings; isWanted: boolean; now: number },
): SourceView['log'] {
  const isOn = settings.isOn && isWanted
  if (state === null) {
    const nothing = {
      completeUntil: null,
      lastPollAt: null,
      lagMs: null,
      catchUp: null,
      gaps: [],
      foundBySweeps: 0,
    }
    return { state: isOn ? 'waiting' : 'off', ...nothing, error: null }
  }
  const progress = progressOf(state, now)
  return {
    state: isOn ? stateOf(state, now) : 'off',
    completeUntil: state.polledAt === null ? null : state.position,
    lastPollAt: state.polledAt,
    lagMs: state.polledAt === null ? null : Math.max(0, now - state.position),
    catchUp: progress === null ? null : { ...progress, events: progress.read },
    gaps: state.gaps.map(({ from, to }) => ({ from, to })),
    foundBySweeps: state.foundBySweeps,
    error: state.error === null ? null : { ...state.error },
  }
}

function stateOf(
  { error, catchUp, isCaughtUp, position }: FeedState,
  now: number,
): SourceView['log']['state'] {
  if (error !== null) return 'failing'
  if (catchUp !== null) return 'catching_up'
  return isCaughtUp && now - position < staleMs ? 'caught_up' : 'reading'
}
