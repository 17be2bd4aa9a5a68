import type { Db } from '../db/database.ts'
import type { InventoryKindsTable, Schema } from '../db/schema.ts'

export interface OrgRow {
  org: string
  settings: string
  usedSince: number | null
}

/** Another process keeps the org now: what this one was about to write is not written. */
export class LeaseLostError extends Error {
  constructor(org: string) {
    super(`Another process keeps the inventory of ${org} now.`)
    this.name = 'LeaseLostError'
  }
}

export interface OrgLease {
  org: string
  owner: string
  now: number
  leaseUntil: number
}

/** Makes this process the keeper of the org's inventory, or leaves it that. Undefined while another process is. */
export async function takeOrg(db: Db, lease: OrgLease): Promise<OrgRow | undefined> {
  const { org, owner, now, leaseUntil } = lease
  await ensureOrg(db, org)
  const { numUpdatedRows } = await db
    .updateTable('inventory_orgs')
    .set({ owner, lease_until: leaseUntil })
    .where('org', '=', org)
    .where((e) => e.or([e('owner', 'is', null), e('owner', '=', owner), e('lease_until', '<', now)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 0n ? undefined : findOrg(db, org)
}

/** Goes on only while the org is this process's own: first in every transaction. */
export async function keepLease(db: Db, { org, owner, leaseUntil }: Omit<OrgLease, 'now'>): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('inventory_orgs')
    .set({ lease_until: leaseUntil })
    .where('org', '=', org)
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new LeaseLostError(org)
}

/** Lets another process go on at once; null is for whoever had them, in a store that nobody shares. */
export async function releaseOrgs(db: Db, owner: string | null): Promise<void> {
  const release = db.updateTable('inventory_orgs').set({ owner: null, lease_until: null })
  await (owner === null ? release : release.where('owner', '=', owner)).execute()
}

export async function findOrg(db: Db, org: string): Promise<OrgRow | undefined> {
  const row = await db.selectFrom('inventory_orgs').selectAll().where('org', '=', org).executeTakeFirst()
  return row === undefined ? undefined : { org, settings: row.settings, usedSince: row.used_since }
}

export async function listOrgs(db: Db): Promise<OrgRow[]> {
  const rows = await db.selectFrom('inventory_orgs').selectAll().orderBy('org').execute()
  return rows.map(({ org, settings, used_since }) => ({ org, settings, usedSince: used_since }))
}

export async function saveSettings(db: Db, org: string, settings: string): Promise<void> {
  await ensureOrg(db, org)
  await db.updateTable('inventory_orgs').set({ settings }).where('org', '=', org).execute()
}

async function ensureOrg(db: Db, org: string): Promise<void> {
  await db
    .insertInto('inventory_orgs')
    .values({ org, settings: '{}', owner: null, lease_until: null, used_since: null })
    .onConflict((conflict) => conflict.column('org').doNothing())
    .execute()
}

export function listKindRows(db: Db, org: string): Promise<InventoryKindsTable[]> {
  return db.selectFrom('inventory_kinds').selectAll().where('org', '=', org).execute()
}

/** Rows for kinds that have none yet, due at once. */
export async function ensureKinds(
  db: Db,
  org: string,
  { kinds, now }: { kinds: readonly string[]; now: number },
): Promise<void> {
  const known = new Set((await listKindRows(db, org)).map(({ kind }) => kind))
  const missing = kinds.filter((kind) => !known.has(kind))
  if (missing.length === 0) return
  await db
    .insertInto('inventory_kinds')
    .values(
      missing.map((kind) => ({
        org,
        kind,
        status: 'waiting' as const,
        count: 0,
        seen: 0,
        listed_from: null,
        completed_at: null,
        begun_at: null,
        place: null,
        due_at: now,
        failures: 0,
        error: null,
        held: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function updateKind(
  db: Db,
  { org, kind }: { org: string; kind: string },
  change: Partial<InventoryKindsTable>,
): Promise<void> {
  await db
    .updateTable('inventory_kinds')
    .set(change)
    .where('org', '=', org)
    .where('kind', '=', kind)
    .execute()
}

/** Makes kinds due at once; all of the org where none is named. */
export async function makeDue(
  db: Db,
  org: string,
  { kinds, now }: { kinds: readonly string[] | null; now: number },
): Promise<void> {
  const update = db.updateTable('inventory_kinds').set({ due_at: now }).where('org', '=', org)
  await (kinds === null ? update : update.where('kind', 'in', [...kinds, ''])).execute()
}

type Page = Schema['inventory_pages']

export async function addPage(db: Db, page: Omit<Page, 'page'>): Promise<void> {
  const { org, kind } = page
  const last = await db
    .selectFrom('inventory_pages')
    .select('page')
    .where('org', '=', org)
    .where('kind', '=', kind)
    .orderBy('page', 'desc')
    .limit(1)
    .executeTakeFirst()
  await db
    .insertInto('inventory_pages')
    .values({ ...page, page: (last?.page ?? 0) + 1 })
    .execute()
}

/** Ids that pages of a walk hold: those seen in one listing, or those that are gone. */
export async function readPages(
  db: Db,
  { org, kind }: { org: string; kind: string },
  which: { unit: string } | 'gone',
): Promise<string[]> {
  const all = db.selectFrom('inventory_pages').select('ids').where('org', '=', org).where('kind', '=', kind)
  const rows = await (
    which === 'gone'
      ? all.where('is_gone', '=', 1)
      : all.where('is_gone', '=', 0).where('unit', '=', which.unit)
  ).execute()
  // Written by `addPage`.
  return rows.flatMap(({ ids }) => JSON.parse(ids) as string[])
}

/** Forgets pages: of one listing, or all of the kind. */
export async function dropPages(
  db: Db,
  { org, kind }: { org: string; kind: string },
  which: { unit: string } | 'all',
): Promise<void> {
  const all = db.deleteFrom('inventory_pages').where('org', '=', org).where('kind', '=', kind)
  await (which === 'all' ? all : all.where('unit', '=', which.unit).where('is_gone', '=', 0)).execute()
}
