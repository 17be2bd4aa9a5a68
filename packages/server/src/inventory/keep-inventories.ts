import { setTimeout as sleep } from 'node:timers/promises'
import { inventoryKinds, usageEvents } from '@keyway/identity'
import type { EventType, Http } from '@keyway/sdk'
import type { Priority } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import type { SettledEvents } from '../db/settled-events.ts'
import { readFeedRow } from '../ingest/okta/log/feeds.ts'
import { findFeed } from '../ingest/okta/log/store.ts'
import type { OktaOrgs } from '../ingest/okta/orgs.ts'
import type { Log } from '../log.ts'
import { createEventFollower } from './fresh/follow-events.ts'
import { nextMarkDue, releaseCursor, saveUsedSince } from './fresh/store.ts'
import { refresh } from './fresh/refresh.ts'
import { parseSettings, type InventorySettings } from './settings.ts'
import { ensureKinds, LeaseLostError, listKindRows, releaseOrgs, takeOrg } from './store.ts'
import { confirmHeld, isConfirmed } from './walk/held.ts'
import { usedSinceOf } from './used-since.ts'
import { stepWalk } from './walk/walk-step.ts'

export interface KeeperParts {
  db: Db
  settled: SettledEvents
  orgs: OktaOrgs
  openHttp: (connectionId: string, call: { priority: Priority; signal: AbortSignal }) => Promise<Http>
  /** Whether an org is kept that nobody decided about. */
  standard: { isOn: boolean }
  /** No other process shares the store. */
  isOnlyProcess: boolean
  owner: string
  now: () => number
  log: Log
}

/** Keeps the inventories of all orgs that there are connections to, each by one process at a time. */
export interface InventoryKeeper {
  /** Begins to keep orgs that came, and ends for those that went. */
  sync: () => void
  /** Looks at once instead of when it is due. */
  wake: (org: string) => void
  stop: () => Promise<void>
}

const leaseMs = 30_000
const longestPauseMs = 5_000
const followMs = 400
/** Well within the lease. */
const lookAgainMs = 5_000

export async function createInventoryKeeper(parts: KeeperParts): Promise<InventoryKeeper> {
  const { db, orgs, log } = parts
  if (parts.isOnlyProcess) {
    await releaseOrgs(db, null)
    await releaseCursor(db, { name: 'inventory', owner: null })
  }
  const stopping = new AbortController()
  const running = new Map<string, { stop: AbortController; wake: () => void; ended: Promise<void> }>()
  /** Orgs that went, and whose last step may still be under way. */
  const ending = new Map<string, Promise<void>>()
  const kept = new Set<string>()
  /** Orgs that are this process's turn, since when, and what was wished for then. */
  const taken = new Map<string, { at: number; settings: InventorySettings }>()

  function start(org: string): void {
    const stop = new AbortController()
    const signal = AbortSignal.any([stop.signal, stopping.signal])
    let waking = new AbortController()
    const nap = async (ms: number): Promise<void> => {
      const woken = AbortSignal.any([signal, waking.signal])
      await sleep(ms, undefined, { signal: woken }).catch(() => undefined)
      if (waking.signal.aborted) waking = new AbortController()
    }
    const wake = (): void => {
      taken.delete(org)
      waking.abort()
    }
    const before = ending.get(org) ?? Promise.resolve()
    running.set(org, { stop, wake, ended: before.then(() => keepOrg(org, { signal, nap })) })
  }

  async function keepOrg(
    org: string,
    { signal, nap }: { signal: AbortSignal; nap: (ms: number) => Promise<void> },
  ): Promise<void> {
    while (!signal.aborted) {
      try {
        const ms = await turn(org, signal)
        if (ms > 0) await nap(Math.min(ms, longestPauseMs))
      } catch (error) {
        taken.delete(org)
        if (signal.aborted) return
        if (!(error instanceof LeaseLostError))
          log.error({ err: error, org }, 'the inventory could not be kept')
        await nap(longestPauseMs)
      }
    }
  }

  /** One step, if it is this process's turn: what events touched first, then the walk that is due. */
  async function turn(org: string, signal: AbortSignal): Promise<number> {
    const settings = await takeTurn(org)
    if (settings === undefined) return leaseMs / 4
    if (!settings.isOn) return longestPauseMs
    const step = {
      db,
      owner: parts.owner,
      now: parts.now,
      signal,
      leaseUntil: () => parts.now() + leaseMs,
      https: (stop: AbortSignal, priority: Priority) => openAll(org, { priority, signal: stop }),
    }
    const freshened = await refresh({ ...step, https: (stop) => step.https(stop, 'interactive') }, org)
    if (freshened !== null) return freshened
    const due = await findDue(org, settings)
    if (due === undefined) {
      const next = await nextMarkDue(db, org)
      return next === undefined ? longestPauseMs : Math.max(1, next - parts.now())
    }
    if (isConfirmed(due)) {
      await confirmHeld(step, org, due)
      return 0
    }
    return stepWalk({ ...step, https: (stop) => step.https(stop, 'bulk') }, org, due)
  }

  /**
   * Makes the org this process's own, or leaves it that. What every step writes keeps the lease as well, so that it is
   * looked at again only now and then. Undefined while another process has it.
   */
  async function takeTurn(org: string): Promise<InventorySettings | undefined> {
    const now = parts.now()
    const known = taken.get(org)
    if (known !== undefined && now - known.at < lookAgainMs) return known.settings
    taken.delete(org)
    const row = await takeOrg(db, { org, owner: parts.owner, now, leaseUntil: now + leaseMs })
    if (row === undefined) return undefined
    const settings = parseSettings(row.settings, parts.standard)
    taken.set(org, { at: now, settings })
    if (!settings.isOn) kept.delete(org)
    else if (!kept.has(org)) {
      await ensureKinds(db, org, { kinds: inventoryKinds.map(({ id }) => id), now })
      kept.add(org)
    }
    const feed = await findFeed(db, org)
    const usedSince = feed === undefined ? null : usedSinceOf(readFeedRow(feed).state)
    if (usedSince !== row.usedSince) await saveUsedSince(db, org, usedSince)
    return settings
  }

  async function openAll(org: string, call: { priority: Priority; signal: AbortSignal }): Promise<Http[]> {
    const { connections = [] } = orgs.find(org) ?? {}
    return Promise.all(connections.map(({ id }) => parts.openHttp(id, call)))
  }

  /** The first kind, in the order of a walk, whose time has come. */
  async function findDue(org: string, { without }: InventorySettings) {
    const now = parts.now()
    const rows = new Map((await listKindRows(db, org)).map((row) => [row.kind, row]))
    return inventoryKinds
      .filter(({ id }) => !without.includes(id))
      .flatMap(({ id }) => rows.get(id) ?? [])
      .find(({ due_at }) => due_at <= now)
  }

  async function follow(): Promise<void> {
    const { signal } = stopping
    const wake = (org: string) => running.get(org)?.wake()
    const followEvents = createEventFollower({ ...parts, orgs: () => [...kept], wake })
    while (!signal.aborted) {
      try {
        const hasMore = await followEvents()
        if (!hasMore) await sleep(followMs, undefined, { signal }).catch(() => undefined)
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error }, 'events could not be looked at for the inventory')
        await sleep(longestPauseMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }
  const following = follow()

  return {
    sync() {
      const wanted = orgs.list().map(({ org }) => org)
      for (const [org, { stop, ended }] of running) {
        if (wanted.includes(org)) continue
        running.delete(org)
        kept.delete(org)
        stop.abort()
        ending.set(org, ended)
      }
      for (const org of wanted) if (!running.has(org)) start(org)
    },
    wake: (org) => running.get(org)?.wake(),
    async stop() {
      stopping.abort()
      const loops = [...running.values()].map(({ ended }) => ended)
      await Promise.all([following, ...loops, ...ending.values()])
      await releaseOrgs(db, parts.owner)
      await releaseCursor(db, { name: 'inventory', owner: parts.owner })
    },
  }
}

/** Types of events that the inventory of an org wants, out of Okta's catalogue. */
export function inventoryEventTypes(catalogue: readonly EventType[]): string[] {
  const patterns = inventoryKinds.flatMap(({ touchedBy }) => touchedBy.flatMap(({ events }) => events))
  const named = catalogue
    .map(({ id }) => id)
    .filter((id) =>
      patterns.some((pattern) => (pattern.endsWith('.') ? id.startsWith(pattern) : id === pattern)),
    )
  const pairs = ['group.user_membership.add', 'group.user_membership.remove']
  const apps = catalogue.map(({ id }) => id).filter((id) => id.startsWith('application.user_membership.'))
  return [...new Set([...named, ...pairs, ...apps, ...usageEvents])].toSorted()
}
