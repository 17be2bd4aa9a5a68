import { severities } from '@keyway/identity'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { DetectionSettingsTable } from '../db/detection-schema.ts'
import type { StoredEvent } from '../db/sqlite/event-reader.ts'
import { firstSeqAt, lastSeqAt } from '../db/seq-at.ts'
import type { DetectionException, DetectionSetting } from './rule-set.ts'

/** A rule that somebody brought, as it is kept. */
export interface StoredRule {
  id: string
  name: string
  text: string
  createdAt: number
  updatedAt: number
  updatedBy: string
}

export async function listRules(db: Db): Promise<StoredRule[]> {
  const rows = await db.selectFrom('detection_rules').selectAll().orderBy('name').execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    text: row.text,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    updatedBy: row.updated_by,
  }))
}

/** Keeps a rule under its name; one of the same name is replaced. */
export async function keepRule(
  db: Db,
  rule: { id: string; name: string; text: string; at: number; by: string },
): Promise<void> {
  const { id, name, text, at, by } = rule
  await db
    .insertInto('detection_rules')
    .values({ id, name, text, created_at: at, updated_at: at, updated_by: by })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ text, updated_at: at, updated_by: by }))
    .execute()
}

export async function deleteRule(db: Db, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('detection_rules')
    .where('name', '=', name)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function listSettings(db: Db): Promise<Record<string, DetectionSetting>> {
  const rows = await db.selectFrom('detection_settings').selectAll().execute()
  return Object.fromEntries(rows.map((row) => [row.detection_id, toSetting(row)]))
}

function toSetting(row: DetectionSettingsTable): DetectionSetting {
  return {
    isOn: row.is_on === null ? null : row.is_on === 1,
    severity: severities.find((known) => known === row.severity) ?? null,
    // Written by keepSetting.
    groupBy: row.group_by === null ? null : (JSON.parse(row.group_by) as string[]),
    quietMs: row.quiet_ms === null ? null : Number(row.quiet_ms),
    remedyFlowId: row.remedy_flow_id,
  }
}

export async function keepSetting(
  db: Db,
  kept: { detectionId: string; setting: DetectionSetting; at: number; by: string },
): Promise<void> {
  const { detectionId, setting, at, by } = kept
  const values = {
    is_on: setting.isOn === null ? null : setting.isOn ? (1 as const) : (0 as const),
    severity: setting.severity,
    group_by: setting.groupBy === null ? null : JSON.stringify(setting.groupBy),
    quiet_ms: setting.quietMs,
    remedy_flow_id: setting.remedyFlowId,
    updated_at: at,
    updated_by: by,
  }
  await db
    .insertInto('detection_settings')
    .values({ detection_id: detectionId, ...values })
    .onConflict((conflict) => conflict.column('detection_id').doUpdateSet(values))
    .execute()
}

export interface StoredException extends DetectionException {
  createdAt: number
  createdBy: string
}

export async function listExceptions(db: Db): Promise<StoredException[]> {
  const rows = await db.selectFrom('detection_exceptions').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    detectionId: row.detection_id,
    filter: row.filter,
    reason: row.reason,
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
  }))
}

export async function insertException(db: Db, exception: StoredException): Promise<void> {
  await db
    .insertInto('detection_exceptions')
    .values({
      id: exception.id,
      detection_id: exception.detectionId,
      filter: exception.filter,
      reason: exception.reason,
      expires_at: exception.expiresAt,
      created_at: exception.createdAt,
      created_by: exception.createdBy,
    })
    .execute()
}

export async function deleteException(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('detection_exceptions')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function listParameters(db: Db): Promise<Record<string, readonly string[]>> {
  const rows = await db.selectFrom('detection_parameters').select(['name', 'texts']).orderBy('name').execute()
  // Written by keepParameter.
  return Object.fromEntries(rows.map(({ name, texts }) => [name, JSON.parse(texts) as string[]]))
}

/** What a placeholder stands for; an empty list takes it away. */
export async function keepParameter(
  db: Db,
  { name, texts, at, by }: { name: string; texts: readonly string[]; at: number; by: string },
): Promise<void> {
  if (texts.length === 0) {
    await db.deleteFrom('detection_parameters').where('name', '=', name).execute()
    return
  }
  const values = { texts: JSON.stringify(texts), updated_at: at, updated_by: by }
  await db
    .insertInto('detection_parameters')
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute()
}

const revisionKey = 'detections.revision'

/** Says that rules or settings changed, so that whoever runs them loads them anew. */
export async function markChanged(db: Db, revision: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key: revisionKey, value: revision })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: revision }))
    .execute()
}

export async function readRevision(db: Db): Promise<string> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', revisionKey)
    .executeTakeFirst()
  return row?.value ?? ''
}

const watchKey = 'detections.reads_whole_log'

/** Whether the System Log of each org is read as a whole, not only for the types that flows wait for. */
export async function readsWholeLog(db: Db): Promise<boolean> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', watchKey).executeTakeFirst()
  return row?.value === 'yes'
}

export async function keepReadsWholeLog(db: Db, isOn: boolean): Promise<void> {
  const value = isOn ? 'yes' : 'no'
  await db
    .insertInto('settings')
    .values({ key: watchKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** How far the reader of events is. */
export interface Place {
  /** Sequence number of the last event that was judged. */
  position: number
  /** The moment up to which windows have ended. */
  passedTo: number
}

const live = 'live'

export async function findPlace(db: Db): Promise<(Place & { updatedAt: number }) | undefined> {
  const row = await db
    .selectFrom('detection_places')
    .select(['position', 'passed_to', 'updated_at'])
    .where('name', '=', live)
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { position: Number(row.position), passedTo: Number(row.passed_to), updatedAt: Number(row.updated_at) }
}

export async function beginPlace(db: Db, { position, passedTo }: Place, at: number): Promise<void> {
  await db
    .insertInto('detection_places')
    .values({ name: live, position, passed_to: passedTo, updated_at: at })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** Moves on from one place to the next; false when another process has moved it. */
export async function movePlace(
  db: Db,
  from: Place,
  { to, at }: { to: Place; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('detection_places')
    .set({ position: to.position, passed_to: to.passedTo, updated_at: at })
    .where('name', '=', live)
    .where('position', '=', from.position)
    .where('passed_to', '=', from.passedTo)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Events of Okta orgs behind a place, in the order of arrival; only of some types, in lower case, where they are named. */
export async function readLogged(
  db: Db,
  { after, to, limit, types }: { after: number; to: number; limit: number; types?: ReadonlySet<string> },
): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'id', 'type', 'received_at', 'payload'])
    .where('source', '=', 'okta')
    .where('seq', '>', after)
    .where('seq', '<=', to)
    .$if(types !== undefined, (query) => query.where(sql`lower(type)`, 'in', [...(types ?? []), '']))
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    seq: Number(row.seq),
    id: row.id,
    type: row.type,
    receivedAt: Number(row.received_at),
    payload: row.payload,
  }))
}

/** The place before the first event that arrived at a time or after it. */
export async function placeBefore(db: Db, time: number): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number | null }>`select ${firstSeqAt('events', time)} as seq`.execute(db)
  const seq = rows[0]?.seq
  return seq === null || seq === undefined ? undefined : Number(seq) - 1
}

/** The place of the last event that arrived up to a time. */
export async function placeAt(db: Db, time: number): Promise<number> {
  const { rows } = await sql<{ seq: number | null }>`select ${lastSeqAt('events', time)} as seq`.execute(db)
  return Number(rows[0]?.seq ?? 0)
}

/** The payload of a stored event, as JSON text. */
export async function findPayload(db: Db, eventId: string): Promise<string | undefined> {
  const row = await db.selectFrom('events').select('payload').where('id', '=', eventId).executeTakeFirst()
  return row?.payload
}

/** How many events of Okta orgs lie between two places. */
export async function countLogged(db: Db, { after, to }: { after: number; to: number }): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('source', '=', 'okta')
    .where('seq', '>', after)
    .where('seq', '<=', to)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
