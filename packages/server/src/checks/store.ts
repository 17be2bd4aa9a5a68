import type { CheckSeverity } from '@keyway/identity'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { CheckExceptionsTable, CheckSchema, CheckStatesTable } from '../db/check-schema.ts'
import { engineOf } from '../db/engine.ts'
import { newId } from '../db/new-id.ts'
import type { InventoryKindsTable } from '../db/schema.ts'

const dayMs = 86_400_000

export interface CheckSetting {
  isOn: boolean
  severity: CheckSeverity | null
  parameters: JsonObject
  remediation: JsonObject
}

export const standardSetting: CheckSetting = { isOn: true, severity: null, parameters: {}, remediation: {} }

export async function readSettings(db: Db): Promise<Map<string, CheckSetting>> {
  const rows = await db.selectFrom('check_settings').selectAll().execute()
  return new Map(
    rows.map(({ check_id, is_on, severity, parameters, remediation }) => [
      check_id,
      { isOn: is_on === 1, severity, parameters: toObject(parameters), remediation: toObject(remediation) },
    ]),
  )
}

export async function saveSetting(
  db: Db,
  checkId: string,
  { setting, by, now }: { setting: CheckSetting; by: string; now: number },
): Promise<void> {
  const columns = {
    is_on: setting.isOn ? (1 as const) : (0 as const),
    severity: setting.severity,
    parameters: JSON.stringify(setting.parameters),
    remediation: JSON.stringify(setting.remediation),
    updated_at: now,
    updated_by: by,
  }
  await db
    .insertInto('check_settings')
    .values({ check_id: checkId, ...columns })
    .onConflict((conflict) => conflict.column('check_id').doUpdateSet(columns))
    .execute()
}

export async function readFacts(db: Db, org: string): Promise<JsonObject> {
  const row = await db.selectFrom('check_facts').select('facts').where('org', '=', org).executeTakeFirst()
  return toObject(row?.facts ?? '{}')
}

export async function saveFacts(db: Db, org: string, facts: JsonObject): Promise<void> {
  const text = JSON.stringify(facts)
  await db
    .insertInto('check_facts')
    .values({ org, facts: text })
    .onConflict((conflict) => conflict.column('org').doUpdateSet({ facts: text }))
    .execute()
}

/** Orgs that have an inventory, and since when use is counted in them. */
export async function listInventoryOrgs(db: Db): Promise<{ org: string; usedSince: number | null }[]> {
  const rows = await db
    .selectFrom('inventory_orgs')
    .select(['org', 'used_since as usedSince'])
    .orderBy('org')
    .execute()
  return rows
}

export async function readKinds(
  db: Db,
  org: string,
): Promise<Map<string, Pick<InventoryKindsTable, 'status' | 'completed_at' | 'error'>>> {
  const rows = await db
    .selectFrom('inventory_kinds')
    .select(['kind', 'status', 'completed_at', 'error'])
    .where('org', '=', org)
    .execute()
  return new Map(rows.map(({ kind, ...row }) => [kind, row]))
}

/** Kinds of which something changed since then, with the ids of the changes. */
export async function changesSince(
  db: Db,
  org: string,
  since: number,
): Promise<{ id: string; kind: string }[]> {
  return db
    .selectFrom('inventory_changes')
    .select(['id', 'kind'])
    .where('org', '=', org)
    .where('at', '>', since)
    .execute()
}

/** Types, out of these, of events that came after this one; and the last event there is. */
export async function eventTypesAfter(
  db: Db,
  seq: number,
  types: readonly string[],
): Promise<{ types: string[]; last: number }> {
  const last = await db
    .selectFrom('events')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst()
  const newest = Number(last?.seq ?? 0)
  if (newest <= seq) return { types: [], last: newest }
  const rows = await db
    .selectFrom('events')
    .select('type')
    .distinct()
    .where('seq', '>', seq)
    .where('seq', '<=', newest)
    .where('type', 'in', [...types])
    .execute()
  return { types: rows.map(({ type }) => type), last: newest }
}

export function readStates(db: Db, org?: string): Promise<CheckStatesTable[]> {
  return db
    .selectFrom('check_states')
    .selectAll()
    .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
    .execute()
}

/** Writes how a check stands, and the day's line of its trend. */
/**
 * Lets one look at a check be stored at a time, until the transaction ends: the process looks by itself, and people ask
 * it to. SQLite has one writer anyway.
 */
export async function lockCheck(db: Db, { org, checkId }: { org: string; checkId: string }): Promise<void> {
  if (engineOf(db) === 'sqlite') return
  await sql`select pg_advisory_xact_lock(hashtextextended(${`check ${org} ${checkId}`}, 0))`.execute(db)
}

/** How a check stands by a look that began after this time. */
export async function findNewerState(
  db: Db,
  { org, checkId, begun }: { org: string; checkId: string; begun: number },
): Promise<CheckStatesTable | undefined> {
  return db
    .selectFrom('check_states')
    .selectAll()
    .where('org', '=', org)
    .where('check_id', '=', checkId)
    .where((e) => e(e('evaluated_at', '-', e.ref('duration_ms')), '>', begun))
    .executeTakeFirst()
}

export async function saveState(db: Db, state: Omit<CheckStatesTable, 'since'>): Promise<void> {
  const { org, check_id, status, findings, evaluated_at } = state
  const before = await db
    .selectFrom('check_states')
    .select(['status', 'since'])
    .where('org', '=', org)
    .where('check_id', '=', check_id)
    .executeTakeFirst()
  const since = before?.status === status ? before.since : evaluated_at
  await db
    .insertInto('check_states')
    .values({ ...state, since })
    .onConflict((conflict) => conflict.columns(['org', 'check_id']).doUpdateSet({ ...state, since }))
    .execute()
  const day = Math.floor(evaluated_at / dayMs)
  await db
    .insertInto('check_days')
    .values({ org, day, check_id, status, findings })
    .onConflict((conflict) => conflict.columns(['org', 'day', 'check_id']).doUpdateSet({ status, findings }))
    .execute()
}

export function readDays(
  db: Db,
  { org, since }: { org?: string | undefined; since: number },
): Promise<CheckSchema['check_days'][]> {
  return db
    .selectFrom('check_days')
    .selectAll()
    .where('day', '>=', since)
    .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
    .orderBy('day')
    .execute()
}

export type Mute = CheckSchema['check_mutes']

export function readMutes(db: Db, now: number): Promise<Mute[]> {
  return db
    .selectFrom('check_mutes')
    .selectAll()
    .where((e) => e.or([e('until_at', 'is', null), e('until_at', '>', now)]))
    .execute()
}

export async function saveMute(db: Db, mute: Mute): Promise<void> {
  await db
    .insertInto('check_mutes')
    .values(mute)
    .onConflict((conflict) => conflict.columns(['org', 'check_id']).doUpdateSet(mute))
    .execute()
}

export async function deleteMute(db: Db, { org, checkId }: { org: string; checkId: string }): Promise<void> {
  await db.deleteFrom('check_mutes').where('org', '=', org).where('check_id', '=', checkId).execute()
}

/** Exceptions that hold at this time. */
export function readExceptions(
  db: Db,
  { now, checkId, org }: { now: number; checkId?: string; org?: string },
): Promise<CheckExceptionsTable[]> {
  return db
    .selectFrom('check_exceptions')
    .selectAll()
    .where((e) => e.or([e('until_at', 'is', null), e('until_at', '>', now)]))
    .$if(checkId !== undefined, (query) => query.where('check_id', '=', checkId ?? ''))
    .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
    .orderBy('id')
    .execute()
}

export async function saveException(db: Db, exception: Omit<CheckExceptionsTable, 'id'>): Promise<void> {
  const { reason, until_at, created_at, created_by, object_name } = exception
  await db
    .insertInto('check_exceptions')
    .values({ ...exception, id: newId() })
    .onConflict((conflict) =>
      conflict
        .columns(['org', 'check_id', 'object_id'])
        .doUpdateSet({ reason, until_at, created_at, created_by, object_name }),
    )
    .execute()
}

/** The exception that was there; undefined for none. */
export function deleteException(db: Db, id: string): Promise<CheckExceptionsTable | undefined> {
  return db.deleteFrom('check_exceptions').where('id', '=', id).returningAll().executeTakeFirst()
}

function toObject(text: string): JsonObject {
  const parsed: Json = JSON.parse(text)
  return isJsonObject(parsed) ? parsed : {}
}
