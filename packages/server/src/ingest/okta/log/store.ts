import type { Kysely } from 'kysely'
import type { Schema } from '../../../db/schema.ts'

type Db = Kysely<Schema>

export interface FeedRow {
  org: string
  /** JSON text. */
  settings: string
  state: string | null
  owner: string | null
  leaseUntil: number | null
}

export interface FeedLease {
  org: string
  owner: string
  now: number
  leaseUntil: number
}

/**
 * Makes this process the reader of the org's log, or leaves it that. Undefined while another process is.
 */
export async function takeFeed(
  db: Db,
  { org, owner, now, leaseUntil }: FeedLease,
): Promise<FeedRow | undefined> {
  await ensureFeed(db, org)
  const { numUpdatedRows } = await db
    .updateTable('okta_feeds')
    .set({ owner, lease_until: leaseUntil })
    .where('org', '=', org)
    .where((e) => e.or([e('owner', 'is', null), e('owner', '=', owner), e('lease_until', '<', now)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 0n ? undefined : findFeed(db, org)
}

/** Lets another process go on at once. */
export async function releaseFeeds(db: Db, owner: string): Promise<void> {
  await db
    .updateTable('okta_feeds')
    .set({ owner: null, lease_until: null })
    .where('owner', '=', owner)
    .execute()
}

/** For a process that shares the store with nobody: whoever had the logs is dead. */
export async function releaseAllFeeds(db: Db): Promise<void> {
  await db.updateTable('okta_feeds').set({ owner: null, lease_until: null }).execute()
}

export async function findFeed(db: Db, org: string): Promise<FeedRow | undefined> {
  const row = await db.selectFrom('okta_feeds').selectAll().where('org', '=', org).executeTakeFirst()
  return row === undefined
    ? undefined
    : { org, settings: row.settings, state: row.state, owner: row.owner, leaseUntil: row.lease_until }
}

export async function saveFeedSettings(db: Db, org: string, settings: string): Promise<void> {
  await ensureFeed(db, org)
  await db.updateTable('okta_feeds').set({ settings }).where('org', '=', org).execute()
}

async function ensureFeed(db: Db, org: string): Promise<void> {
  await db
    .insertInto('okta_feeds')
    .values({ org, settings: '{}', state: null, owner: null, lease_until: null })
    .onConflict((conflict) => conflict.column('org').doNothing())
    .execute()
}

export interface MeterLine {
  type: string
  measure: string
  count: number
}

/** The meter of an org, summed over the days from `sinceDay` on. */
export async function readMeter(db: Db, org: string, sinceDay: number): Promise<MeterLine[]> {
  const rows = await db
    .selectFrom('okta_meter')
    .select(({ fn }) => ['type', 'measure', fn.sum<number | string>('count').as('count')])
    .where('org', '=', org)
    .where('day', '>=', sinceDay)
    .groupBy(['type', 'measure'])
    .execute()
  return rows.map(({ type, measure, count }) => ({ type, measure, count: Number(count) }))
}
