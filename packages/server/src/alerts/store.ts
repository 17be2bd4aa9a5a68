import type { alerts as contract } from '@keyway/api'
import { severities, type Severity } from '@keyway/identity'
import type { JsonObject, z } from '@keyway/sdk'
import type { Selectable } from 'kysely'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import type { AlertDeedsTable, AlertReason, AlertsTable, AlertState } from '../db/detection-schema.ts'
import type { AlertSubject } from './alert-subject.ts'

export interface AlertRecord {
  seq: number
  id: string
  detectionId: string
  title: string
  ruleVersion: string
  severity: Severity
  key: string
  state: AlertState
  reason: AlertReason | null
  subject: AlertSubject | null
  evidence: JsonObject
  findings: number
  firstSeen: number
  lastSeen: number
  createdAt: number
  updatedAt: number
  closedAt: number | null
}

export type AlertDeed = Omit<Selectable<AlertDeedsTable>, 'alert_id'>
export type AlertFilter = z.output<typeof contract.alertFilter>

export function findAlert(db: Db, id: string): Promise<AlertRecord | undefined> {
  return first(db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst())
}

/** The alert of a matter that nobody has closed yet. */
export function findActive(db: Db, detectionId: string, key: string): Promise<AlertRecord | undefined> {
  return first(
    db
      .selectFrom('alerts')
      .selectAll()
      .where('detection_id', '=', detectionId)
      .where('key', '=', key)
      .where('state', '!=', 'closed')
      .executeTakeFirst(),
  )
}

/** The last alert of a matter that somebody closed. */
export function findLastClosed(db: Db, detectionId: string, key: string): Promise<AlertRecord | undefined> {
  return first(
    db
      .selectFrom('alerts')
      .selectAll()
      .where('detection_id', '=', detectionId)
      .where('key', '=', key)
      .where('state', '=', 'closed')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
}

async function first(found: Promise<Selectable<AlertsTable> | undefined>): Promise<AlertRecord | undefined> {
  const row = await found
  return row === undefined ? undefined : toAlert(row)
}

/** Stores a new alert; false when it is there already, or another one is active for the same matter. */
export async function insertAlert(db: Db, alert: Omit<AlertRecord, 'seq'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('alerts')
    .values({
      id: alert.id,
      detection_id: alert.detectionId,
      title: alert.title,
      rule_version: alert.ruleVersion,
      severity: alert.severity,
      rank: severities.indexOf(alert.severity),
      key: alert.key,
      state: alert.state,
      reason: alert.reason,
      subject: alert.subject === null ? null : JSON.stringify(alert.subject),
      subject_id: alert.subject?.id ?? null,
      evidence: JSON.stringify(alert.evidence),
      findings: alert.findings,
      first_seen: alert.firstSeen,
      last_seen: alert.lastSeen,
      created_at: alert.createdAt,
      updated_at: alert.updatedAt,
      closed_at: alert.closedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Writes what more of the same changed. */
export async function updateAlert(
  db: Db,
  { id, severity, evidence, findings, firstSeen, lastSeen, updatedAt }: AlertRecord,
): Promise<void> {
  await db
    .updateTable('alerts')
    .set({
      severity,
      rank: severities.indexOf(severity),
      evidence: JSON.stringify(evidence),
      findings,
      first_seen: firstSeen,
      last_seen: lastSeen,
      updated_at: updatedAt,
    })
    .where('id', '=', id)
    .execute()
}

/** Moves an alert from one state to another; false when it is not in that state any more. */
export async function changeState(
  db: Db,
  id: string,
  change: { from: readonly AlertState[]; to: AlertState; reason: AlertReason | null; at: number },
): Promise<boolean> {
  const { from, to, reason, at } = change
  const { numUpdatedRows } = await db
    .updateTable('alerts')
    .set({ state: to, reason, updated_at: at, closed_at: to === 'closed' ? at : null })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertAlertEvents(db: Db, alertId: string, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await db
    .insertInto('alert_events')
    .values(eventIds.map((event_id) => ({ alert_id: alertId, event_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Forgets the events of an alert that it has too many of: those between the first and the last ones. */
export async function keepAlertEvents(db: Db, alertId: string, most: number): Promise<void> {
  const ids = await listAlertEventIds(db, alertId)
  const dropped = ids.slice(most / 2, -most / 2)
  if (ids.length <= most || dropped.length === 0) return
  await db
    .deleteFrom('alert_events')
    .where('alert_id', '=', alertId)
    .where('event_id', 'in', dropped)
    .execute()
}

async function listAlertEventIds(db: Db, alertId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('alert_events')
    .select('event_id')
    .where('alert_id', '=', alertId)
    .orderBy('event_id')
    .execute()
  return rows.map(({ event_id }) => event_id)
}

/** The events behind an alert that are still kept, in the order in which they happened, with their payload as JSON text. */
export async function listAlertEvents(db: Db, alertId: string) {
  const rows = await db
    .selectFrom('alert_events')
    .innerJoin('events', 'events.id', 'alert_events.event_id')
    .select(['events.id', 'events.type', 'events.occurred_at', 'events.payload'])
    .where('alert_events.alert_id', '=', alertId)
    .orderBy('events.occurred_at')
    .orderBy('events.seq')
    .execute()
  return rows.map(({ id, type, occurred_at, payload }) => ({
    id,
    type,
    occurredAt: Number(occurred_at),
    payload,
  }))
}

export async function insertDeed(db: Db, deed: AlertDeed & { alertId: string }): Promise<void> {
  const { alertId, ...values } = deed
  await db
    .insertInto('alert_deeds')
    .values({ ...values, alert_id: alertId })
    .execute()
}

export async function listDeeds(db: Db, alertId: string): Promise<AlertDeed[]> {
  const rows = await db
    .selectFrom('alert_deeds')
    .select(['id', 'at', 'actor', 'what', 'detail'])
    .where('alert_id', '=', alertId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, at: Number(row.at) }))
}

/** Alerts, newest first. */
export async function listAlerts(
  db: Db,
  filter: AlertFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<AlertRecord>> {
  let query = matching(db, filter)
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(page.limit + 1)
  if (page.cursor !== undefined)
    query = query.where('seq', '<', Number(parseCursor(page.cursor, ['number'])[0]))
  const rows = await query.execute()
  return toPage(rows.map(toAlert), page.limit, ({ seq }) => [seq])
}

function matching(db: Db, { state, severity, detectionId, subject, from }: AlertFilter) {
  let query = db.selectFrom('alerts')
  if (state === 'active') query = query.where('state', '!=', 'closed')
  else if (state !== undefined) query = query.where('state', '=', state)
  if (severity !== undefined) query = query.where('rank', '>=', severities.indexOf(severity))
  if (detectionId !== undefined) query = query.where('detection_id', '=', detectionId)
  if (from !== undefined) query = query.where('last_seen', '>=', from)
  if (subject !== undefined) {
    query = query.where((e) =>
      e.or([
        e('subject_id', '=', subject),
        e(e.fn('lower', ['subject']), 'like', `%${subject.toLowerCase().replaceAll(/[\\%_]/g, '')}%`),
      ]),
    )
  }
  return query
}

/** How many alerts nobody has closed, by severity. */
export async function countActive(db: Db): Promise<Record<Severity, number>> {
  const rows = await db
    .selectFrom('alerts')
    .select(['rank', (e) => e.fn.countAll<number>().as('count')])
    .where('state', '!=', 'closed')
    .groupBy('rank')
    .execute()
  const counts = new Map(rows.map(({ rank, count }) => [Number(rank), Number(count)]))
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0] = severities.map(
    (_, rank) => counts.get(rank) ?? 0,
  )
  return { info, low, medium, high, critical }
}

/** How many alerts each detection has raised since a time, and when the last one was seen. */
export async function countByDetection(
  db: Db,
  since: number,
): Promise<Map<string, { alerts: number; lastSeen: number }>> {
  const rows = await db
    .selectFrom('alerts')
    .select([
      'detection_id',
      (e) => e.fn.countAll<number>().as('count'),
      (e) => e.fn.max('last_seen').as('last'),
    ])
    .where('last_seen', '>=', since)
    .groupBy('detection_id')
    .execute()
  return new Map(
    rows.map((row) => [row.detection_id, { alerts: Number(row.count), lastSeen: Number(row.last) }]),
  )
}

function toAlert(row: Selectable<AlertsTable>): AlertRecord {
  return {
    seq: Number(row.seq),
    id: row.id,
    detectionId: row.detection_id,
    title: row.title,
    ruleVersion: row.rule_version,
    severity: severities[row.rank] ?? 'medium',
    key: row.key,
    state: row.state,
    reason: row.reason,
    // Both written by insertAlert.
    subject: row.subject === null ? null : (JSON.parse(row.subject) as AlertSubject),
    evidence: JSON.parse(row.evidence) as JsonObject,
    findings: Number(row.findings),
    firstSeen: Number(row.first_seen),
    lastSeen: Number(row.last_seen),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    closedAt: row.closed_at === null ? null : Number(row.closed_at),
  }
}
