import type { budgets } from '@keyway/api'
import type { LoopProgress, Priority } from '@keyway/engine'
import type { z } from '@keyway/sdk'
import type { OpenedConnection } from '../outbound/action-context.ts'
import { bucketOf, orgOf, type Ledger, type Standing } from '../outbound/governor/ledger.ts'
import { forecastEnd } from './forecast.ts'

export type Budget = z.input<typeof budgets.budget>
export type Forecast = z.input<typeof budgets.forecast>

export interface BudgetParts {
  ledger: Ledger
  /** Part of every budget that belongs to others where a connection does not say, 0 to 1. */
  reserve: number
  /** Connections whose connector has budgets; those that cannot be opened are left out. */
  openGoverned: () => Promise<OpenedConnection[]>
  now: () => number
}

/** A bulk run, as far as a forecast needs it. */
export interface BulkRun {
  executionId: string
  /** The loops it is in, outermost first. */
  progress: readonly LoopProgress[]
  priority: Priority | undefined
}

/** What was used is shown for so long after the last call. */
const shownMs = 3_600_000
/** Ends that differ by less are of the same window: they are told in whole seconds. */
const sameEndMs = 2_000
/** Whoever made no call for so many windows does not share a budget any more. */
const sharingWindows = 2.5

/** All rate limits that flows met lately, by org and bucket. */
export async function listBudgets(parts: BudgetParts): Promise<Budget[]> {
  const now = parts.now()
  const standings = await parts.ledger.listStandings(now - shownMs)
  const reserves = await readReserves(parts)
  return [...Map.groupBy(standings, ({ key }) => key)]
    .map(([key, all]) => toBudget(key, all, { now, reserve: reserves.get(orgOf(key)) ?? parts.reserve }))
    .toSorted((a, b) => compare(a.org, b.org) || compare(a.bucket, b.bucket))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** By org: the least that a connection of it leaves to others. */
async function readReserves({ reserve, openGoverned }: BudgetParts): Promise<Map<string, number>> {
  const reserves = new Map<string, number>()
  for (const { profile } of await openGoverned()) {
    if (profile === undefined) continue
    const { origin } = new URL(profile.baseUrl)
    const own = profile.reservePercent === undefined ? reserve : profile.reservePercent / 100
    reserves.set(origin, Math.min(own, reserves.get(origin) ?? 1))
  }
  return reserves
}

function toBudget(
  key: string,
  standings: readonly Standing[],
  { now, reserve }: { now: number; reserve: number },
): Budget {
  const newest = standings.reduce((a, b) => (b.endsAt > a.endsAt ? b : a))
  const present = standings.filter(({ endsAt }) => newest.endsAt - endsAt < sameEndMs)
  const { limit, windowMs } = newest
  const resetsAt = newest.endsAt - newest.aheadMs
  const isOpen = resetsAt > now
  const used = isOpen ? sum(present.map((standing) => standing.used)) : 0
  const remaining = isOpen ? Math.min(...present.map((standing) => standing.remaining)) : limit
  const lately = standings.filter(({ seenAt }) => seenAt > now - sharingWindows * windowMs)
  return {
    org: orgOf(key),
    bucket: bucketOf(key),
    limit,
    windowSeconds: windowMs / 1_000,
    usedByFlows: used,
    usedByOthers: Math.max(0, limit - remaining - used),
    remaining,
    reservePercent: Math.round(reserve * 100),
    waiting: sum(lately.map(({ waiting }) => waiting)),
    resetsAt: isOpen ? Math.round(resetsAt) : null,
    seenAt: Math.max(...standings.map(({ seenAt }) => seenAt)),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

/** When so many calls would be done that began now, behind what waits already; undefined for a budget nobody knows. */
export async function forecastCalls(
  parts: BudgetParts,
  { org, bucket, calls, priority }: { org: string; bucket: string; calls: number; priority: Priority },
): Promise<Forecast | undefined> {
  const budget = (await listBudgets(parts)).find((one) => one.org === org && one.bucket === bucket)
  if (budget === undefined) return undefined
  const work = { priority, sharers: 1, calls: calls + budget.waiting, now: parts.now() }
  return { org, bucket, calls, ...forecastEnd({ ...toParts(budget), ...work }) }
}

function toParts({ limit, windowSeconds, usedByFlows, resetsAt, reservePercent }: Budget) {
  return {
    limit,
    windowMs: windowSeconds * 1_000,
    used: usedByFlows,
    resetsAt: resetsAt ?? 0,
    reserve: reservePercent / 100,
  }
}

/**
 * When a bulk run will be done: what its loop has to do still, with as many calls for each turn as before, at what the
 * budget that takes longest allows. Null where nobody knows how many turns there are, and for what makes few calls.
 */
export async function forecastRun(parts: BudgetParts, run: BulkRun): Promise<Forecast | null> {
  const [loop] = run.progress
  if (loop === undefined || loop.total === null || loop.done === 0) return null
  const turnsLeft = loop.total - loop.done
  const now = parts.now()
  const calls = await parts.ledger.listCalls(run.executionId, now - shownMs)
  const own = calls.filter(({ executionId }) => executionId === run.executionId)
  if (own.length === 0) return null
  const known = new Map(
    (await listBudgets(parts)).map((budget) => [`${budget.org} ${budget.bucket}`, budget]),
  )
  const forecasts = own.flatMap(({ key, calls: made }) => {
    const budget = known.get(key)
    if (budget === undefined) return []
    const since = now - sharingWindows * budget.windowSeconds * 1_000
    const others = calls.filter(
      (each) => each.key === key && each.executionId !== run.executionId && each.seenAt > since,
    )
    const left = Math.ceil((made / loop.done) * turnsLeft)
    const work = { priority: run.priority ?? 'bulk', sharers: 1 + others.length, calls: left, now }
    const { org, bucket } = budget
    return [{ org, bucket, calls: left, ...forecastEnd({ ...toParts(budget), ...work }) }]
  })
  return forecasts.toSorted((a, b) => b.endsAt - a.endsAt)[0] ?? null
}
