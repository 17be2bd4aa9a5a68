import type { Use } from '@keyway/identity'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { InventoryMarksTable } from '../../db/schema.ts'

/** What an event touched, to be read again. */
export type NewMark = Omit<InventoryMarksTable, 'tries'>

const atOnce = 200

/** Adds marks. One that is there keeps its first due time and takes over the later event: many events, one read. */
export async function addMarks(db: Db, marks: readonly NewMark[]): Promise<void> {
  const latest = new Map(
    marks.map((mark) => [`${mark.org} ${mark.kind} ${mark.what} ${mark.id}`, { ...mark, tries: 0 }]),
  )
  const all = [...latest.values()]
  for (let start = 0; start < all.length; start += atOnce) {
    await db
      .insertInto('inventory_marks')
      .values(all.slice(start, start + atOnce))
      .onConflict((conflict) =>
        conflict.columns(['org', 'kind', 'what', 'id']).doUpdateSet((e) => ({
          marked_at: e.ref('excluded.marked_at'),
          event_at: e.ref('excluded.event_at'),
          event_id: e.ref('excluded.event_id'),
          actor_id: e.ref('excluded.actor_id'),
          actor_name: e.ref('excluded.actor_name'),
        })),
      )
      .execute()
  }
}

export function listDueMarks(
  db: Db,
  org: string,
  { now, limit }: { now: number; limit: number },
): Promise<InventoryMarksTable[]> {
  return db
    .selectFrom('inventory_marks')
    .selectAll()
    .where('org', '=', org)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

/** When the next object is to be read again; undefined where none is. */
export async function nextMarkDue(db: Db, org: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('inventory_marks')
    .select('due_at')
    .where('org', '=', org)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at
}

/** Takes a mark away, unless another event touched the object since it was looked at. */
export async function dropMark(db: Db, { org, kind, what, id, marked_at }: NewMark): Promise<void> {
  await db
    .deleteFrom('inventory_marks')
    .where('org', '=', org)
    .where('kind', '=', kind)
    .where('what', '=', what)
    .where('id', '=', id)
    .where('marked_at', '=', marked_at)
    .execute()
}

export async function putOffMark(
  db: Db,
  { org, kind, what, id }: NewMark,
  change: { due_at: number; tries: number },
): Promise<void> {
  await db
    .updateTable('inventory_marks')
    .set(change)
    .where('org', '=', org)
    .where('kind', '=', kind)
    .where('what', '=', what)
    .where('id', '=', id)
    .execute()
}

export async function countMarks(db: Db, org: string): Promise<number> {
  const row = await db
    .selectFrom('inventory_marks')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('org', '=', org)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Upper ends of the steps that delays are counted in, in milliseconds. */
const delaySteps = [
  500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 7_200_000, 86_400_000,
]
const hourMs = 3_600_000

export async function noteDelay(
  db: Db,
  org: string,
  { delayMs, now }: { delayMs: number; now: number },
): Promise<void> {
  const step = delaySteps.find((end) => delayMs <= end) ?? delaySteps.at(-1) ?? 0
  await db
    .insertInto('inventory_delays')
    .values({ org, hour: Math.floor(now / hourMs), step, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['org', 'hour', 'step'])
        .doUpdateSet((e) => ({ count: e('inventory_delays.count', '+', 1) })),
    )
    .execute()
  await db
    .deleteFrom('inventory_delays')
    .where('org', '=', org)
    .where('hour', '<', Math.floor(now / hourMs) - 24 * 7)
    .execute()
}

/** Delays of the last day, by step. */
export async function readDelays(
  db: Db,
  org: string,
  now: number,
): Promise<{ step: number; count: number }[]> {
  const rows = await db
    .selectFrom('inventory_delays')
    .select(({ fn }) => ['step', fn.sum<number | string>('count').as('count')])
    .where('org', '=', org)
    .where('hour', '>', Math.floor(now / hourMs) - 24)
    .groupBy('step')
    .orderBy('step')
    .execute()
  return rows.map(({ step, count }) => ({ step, count: Number(count) }))
}

/** Where a reader of stored events is; it begins at `first`. Undefined while another process reads. */
export async function takeCursor(
  db: Db,
  lease: { name: string; owner: string; now: number; leaseUntil: number; first: number },
): Promise<number | undefined> {
  const { name, owner, now, leaseUntil, first } = lease
  await db
    .insertInto('event_cursors')
    .values({ name, seq: first, owner: null, lease_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { numUpdatedRows } = await db
    .updateTable('event_cursors')
    .set({ owner, lease_until: leaseUntil })
    .where('name', '=', name)
    .where((e) => e.or([e('owner', 'is', null), e('owner', '=', owner), e('lease_until', '<', now)]))
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return undefined
  const row = await db
    .selectFrom('event_cursors')
    .select('seq')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.seq
}

/** Moves it on; whether it was still this process's own. */
export async function moveCursor(
  db: Db,
  { name, owner, from, to }: { name: string; owner: string; from: number; to: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('event_cursors')
    .set({ seq: to })
    .where('name', '=', name)
    .where('owner', '=', owner)
    .where('seq', '=', from)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Lets another process read on at once. */
export async function releaseCursor(
  db: Db,
  { name, owner }: { name: string; owner: string | null },
): Promise<void> {
  const release = db
    .updateTable('event_cursors')
    .set({ owner: null, lease_until: null })
    .where('name', '=', name)
  await (owner === null ? release : release.where('owner', '=', owner)).execute()
}

export interface StoredLogEvent {
  seq: number
  id: string
  payload: string
}

export function readOktaEvents(
  db: Db,
  { after, to, limit }: { after: number; to: number; limit: number },
): Promise<StoredLogEvent[]> {
  return db
    .selectFrom('events')
    .select(['seq', 'id', 'payload'])
    .where('seq', '>', after)
    .where('seq', '<=', to)
    .where('source', '=', 'okta')
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** Of these orgs, those that know one of the ids as a user, a group or an app, by id. */
export async function orgsOfIds(
  db: Db,
  orgs: readonly string[],
  ids: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if (ids.length === 0) return found
  for (const table of ['okta_users', 'okta_groups', 'okta_apps'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['org', 'id'])
      .where('org', 'in', [...orgs])
      .where('id', 'in', [...ids])
      .execute()
    for (const { org, id } of rows) found.set(id, org)
  }
  return found
}

/** Adds uses, gathered by who and what. */
export async function addUses(db: Db, uses: readonly (Use & { org: string })[]): Promise<void> {
  const gathered = Map.groupBy(uses, ({ org, actorId, objectId }) => `${org} ${actorId} ${objectId}`)
  const rows = [...gathered.values()].flatMap((those) => {
    const [first] = those
    if (first === undefined) return []
    const times = (how: Use['how']) => those.filter((use) => use.how === how).map(({ at }) => at)
    const used = times('used')
    const failed = times('failed')
    const renewed = times('renewed')
    const last = (list: readonly number[]) => (list.length === 0 ? null : Math.max(...list))
    return [
      {
        org: first.org,
        actor_id: first.actorId,
        object_id: first.objectId,
        first_used: used.length === 0 ? 0 : Math.min(...used),
        last_used: last(used) ?? 0,
        last_renewed: last(renewed),
        uses: used.length,
        failures: failed.length,
        last_failed: last(failed),
      },
    ]
  })
  for (let start = 0; start < rows.length; start += atOnce) {
    const later = (column: string) =>
      sql<number>`case when coalesce(${sql.ref(`excluded.${column}`)}, 0) > coalesce(${sql.ref(`okta_usage.${column}`)}, 0)
        then ${sql.ref(`excluded.${column}`)} else ${sql.ref(`okta_usage.${column}`)} end`
    await db
      .insertInto('okta_usage')
      .values(rows.slice(start, start + atOnce))
      .onConflict((conflict) =>
        conflict.columns(['org', 'actor_id', 'object_id']).doUpdateSet({
          first_used: sql`case when okta_usage.first_used = 0 or (excluded.first_used > 0 and
            excluded.first_used < okta_usage.first_used) then excluded.first_used else okta_usage.first_used end`,
          last_used: later('last_used'),
          last_renewed: later('last_renewed'),
          last_failed: later('last_failed'),
          uses: sql`okta_usage.uses + excluded.uses`,
          failures: sql`okta_usage.failures + excluded.failures`,
        }),
      )
      .execute()
  }
}

/** A membership as an event told it. */
export interface MembershipEvent {
  org: string
  groupId: string
  userId: string
  at: number
  isThere: boolean
  actorId: string | null
  actorType: string | null
}

/** Applies a membership that began or ended; what a later event said stands. Whether something changed. */
export async function applyMembership(
  db: Db,
  { org, groupId, userId, at, isThere, actorId, actorType }: MembershipEvent,
  { digest, now }: { digest: string; now: number },
): Promise<boolean> {
  if (!isThere) {
    const { numDeletedRows } = await db
      .deleteFrom('okta_group_members')
      .where('org', '=', org)
      .where('group_id', '=', groupId)
      .where('user_id', '=', userId)
      .where((e) => e.or([e('added_at', 'is', null), e('added_at', '<=', at)]))
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('okta_group_members')
    .values({
      org,
      group_id: groupId,
      user_id: userId,
      added_at: at,
      added_by: actorId,
      added_by_type: actorType,
      body: '{}',
      digest,
      first_seen: now,
      changed_at: now,
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Says from when on use of an org is known; null while it is not counted. */
export async function saveUsedSince(db: Db, org: string, used_since: number | null): Promise<void> {
  await db
    .updateTable('inventory_orgs')
    .set({ used_since })
    .where('org', '=', org)
    .where(sql<boolean>`coalesce(used_since, 0) <> ${used_since ?? 0}`)
    .execute()
}
