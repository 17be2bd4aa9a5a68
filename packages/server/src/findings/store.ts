import type { CheckSeverity, Found } from '@keyway/identity'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { sql } from 'kysely'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import type { FindingHistoryTable, FindingsTable } from '../db/check-schema.ts'
import { newId } from '../db/new-id.ts'

export interface Finding extends Omit<FindingsTable, 'evidence' | 'weight'> {
  evidence: JsonObject
}

const weights: Record<CheckSeverity, number> = { low: 1, medium: 2, high: 3, critical: 4 }
const portion = 400

/** All that was ever found by a check in an org, open or not. */
export async function findingsOf(
  db: Db,
  { org, checkId }: { org: string; checkId: string },
): Promise<FindingsTable[]> {
  return db
    .selectFrom('findings')
    .selectAll()
    .where('org', '=', org)
    .where('check_id', '=', checkId)
    .execute()
}

export interface Opening {
  found: Found
  severity: CheckSeverity
  /** The finding it was before; undefined for a new one. */
  before: FindingsTable | undefined
}

/** Opens findings, or opens them again, and says so in their history. */
export async function openFindings(
  db: Db,
  { org, checkId, now }: { org: string; checkId: string; now: number },
  openings: readonly Opening[],
): Promise<Finding[]> {
  const opened = openings.map(({ found, severity, before }): FindingsTable => ({
    id: before?.id ?? newId(),
    org,
    check_id: checkId,
    object_kind: found.kind,
    object_id: found.id,
    object_name: found.name,
    severity,
    weight: weights[severity],
    status: 'open',
    reason: found.reason,
    evidence: JSON.stringify(found.evidence),
    opened_at: now,
    changed_at: now,
    closed_at: null,
    closed_by: null,
    times_opened: (before?.times_opened ?? 0) + 1,
  }))
  for (let start = 0; start < opened.length; start += portion) {
    const some = opened.slice(start, start + portion)
    await db
      .insertInto('findings')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((e) => ({
          object_name: e.ref('excluded.object_name'),
          severity: e.ref('excluded.severity'),
          weight: e.ref('excluded.weight'),
          status: e.ref('excluded.status'),
          reason: e.ref('excluded.reason'),
          evidence: e.ref('excluded.evidence'),
          opened_at: e.ref('excluded.opened_at'),
          changed_at: e.ref('excluded.changed_at'),
          closed_at: null,
          closed_by: null,
          times_opened: e.ref('excluded.times_opened'),
        })),
      )
      .execute()
  }
  await addHistory(
    db,
    opened.map((row) => ({
      finding_id: row.id,
      at: now,
      what: row.times_opened > 1 ? ('reopened' as const) : ('opened' as const),
      reason: row.reason,
      evidence: row.evidence,
    })),
  )
  return opened.map(toFinding)
}

/** Takes over what is new about a finding that stays open. */
export async function changeFinding(
  db: Db,
  before: FindingsTable,
  { found, severity, now }: { found: Found; severity: CheckSeverity; now: number },
): Promise<void> {
  const evidence = JSON.stringify(found.evidence)
  const facts = {
    object_name: found.name,
    severity,
    weight: weights[severity],
    reason: found.reason,
    evidence,
  }
  await db
    .updateTable('findings')
    .set({ ...facts, changed_at: now })
    .where('id', '=', before.id)
    .execute()
  if (severity === before.severity) return
  await addHistory(db, [
    {
      finding_id: before.id,
      at: now,
      what: 'changed',
      reason: `${before.severity} became ${severity}.`,
      evidence,
    },
  ])
}

export async function closeFindings(
  db: Db,
  rows: readonly FindingsTable[],
  { now, by, reason }: { now: number; by: NonNullable<FindingsTable['closed_by']>; reason: string },
): Promise<Finding[]> {
  for (let start = 0; start < rows.length; start += portion) {
    await db
      .updateTable('findings')
      .set({ status: 'closed', closed_at: now, changed_at: now, closed_by: by })
      .where(
        'id',
        'in',
        rows.slice(start, start + portion).map(({ id }) => id),
      )
      .execute()
  }
  await addHistory(
    db,
    rows.map(({ id, evidence }) => ({ finding_id: id, at: now, what: 'closed' as const, reason, evidence })),
  )
  return rows.map((row) => toFinding({ ...row, status: 'closed', closed_at: now, closed_by: by }))
}

type NewHistory = Pick<FindingHistoryTable, 'finding_id' | 'at' | 'what'> & Partial<FindingHistoryTable>

export async function addHistory(db: Db, entries: readonly NewHistory[]): Promise<void> {
  for (let start = 0; start < entries.length; start += portion) {
    await db
      .insertInto('finding_history')
      .values(
        entries.slice(start, start + portion).map((entry) => ({
          id: newId(),
          actor: null,
          reason: null,
          evidence: null,
          execution_id: null,
          ...entry,
        })),
      )
      .execute()
  }
}

export interface FindingFilter {
  org?: string | undefined
  checkId?: string | undefined
  checkIds?: readonly string[] | undefined
  status?: 'open' | 'closed' | undefined
  severity?: CheckSeverity | undefined
  objectId?: string | undefined
  /** Part of the object's name or id. */
  text?: string | undefined
}

/** Findings, the gravest and newest first. Throws InputError for a cursor that is none. */
export async function listFindings(
  db: Db,
  filter: FindingFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Finding>> {
  const [weight, id] = cursor === undefined ? [] : parseCursor(cursor, ['number', 'string'])
  const rows = await matching(db, filter)
    .selectAll()
    .$if(cursor !== undefined, (query) =>
      query.where((e) =>
        e.or([
          e('weight', '<', Number(weight)),
          e.and([e('weight', '=', Number(weight)), e('id', '<', String(id))]),
        ]),
      ),
    )
    .orderBy('weight', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, (last) => [last.weight, last.id])
  return { ...page, items: page.items.map(toFinding) }
}

/** Counts by check and severity. */
export async function countFindings(
  db: Db,
  filter: FindingFilter,
): Promise<{ checkId: string; org: string; severity: CheckSeverity; count: number }[]> {
  const rows = await matching(db, filter)
    .select(['org', 'check_id as checkId', 'severity', sql<number>`count(*)`.as('count')])
    .groupBy(['org', 'check_id', 'severity'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

function matching(db: Db, filter: FindingFilter) {
  const { org, checkId, checkIds, status, severity, objectId, text } = filter
  const part = `%${(text ?? '').toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return db
    .selectFrom('findings')
    .$if(org !== undefined, (query) => query.where('org', '=', org ?? ''))
    .$if(checkId !== undefined, (query) => query.where('check_id', '=', checkId ?? ''))
    .$if(checkIds !== undefined, (query) => query.where('check_id', 'in', [...(checkIds ?? []), '']))
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'open'))
    .$if(severity !== undefined, (query) => query.where('severity', '=', severity ?? 'low'))
    .$if(objectId !== undefined, (query) => query.where('object_id', '=', objectId ?? ''))
    .$if(text !== undefined, (query) =>
      query.where(
        sql<boolean>`lower(object_name) like ${part} escape '\\' or lower(object_id) like ${part} escape '\\'`,
      ),
    )
}

export async function getFinding(db: Db, id: string): Promise<Finding | undefined> {
  const row = await db.selectFrom('findings').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toFinding(row)
}

export async function getFindings(db: Db, ids: readonly string[]): Promise<Finding[]> {
  const rows = await db
    .selectFrom('findings')
    .selectAll()
    .where('id', 'in', [...ids, ''])
    .execute()
  return rows.map(toFinding)
}

/** What happened to a finding, newest first, 200 at most. */
export async function historyOf(
  db: Db,
  findingId: string,
): Promise<(Omit<FindingHistoryTable, 'evidence'> & { evidence: JsonObject | null })[]> {
  const rows = await db
    .selectFrom('finding_history')
    .selectAll()
    .where('finding_id', '=', findingId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, evidence: row.evidence === null ? null : toObject(row.evidence) }))
}

/** How many remedies a check began by itself since then. */
export async function countRemedied(
  db: Db,
  { checkId, since }: { checkId: string; since: number },
): Promise<number> {
  const row = await db
    .selectFrom('finding_history')
    .innerJoin('findings', 'findings.id', 'finding_history.finding_id')
    .select(sql<number>`count(*)`.as('count'))
    .where('findings.check_id', '=', checkId)
    .where('finding_history.what', '=', 'remediated')
    .where('finding_history.actor', '=', 'system')
    .where('finding_history.at', '>=', since)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

function toFinding({ weight: _weight, ...row }: FindingsTable): Finding {
  return { ...row, evidence: toObject(row.evidence) }
}

function toObject(text: string): JsonObject {
  const parsed: Json = JSON.parse(text)
  return isJsonObject(parsed) ? parsed : {}
}
