import { notifications as contract } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import type { Selectable } from 'kysely'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import type { NotificationDeliveriesTable, NotificationTargetsTable } from '../db/detection-schema.ts'
import type { NotificationSubject } from './subject.ts'
import type { StoredTarget } from './target.ts'

export async function listTargets(db: Db): Promise<StoredTarget[]> {
  return (await db.selectFrom('notification_targets').selectAll().orderBy('name').execute()).map(toTarget)
}

export async function findTarget(db: Db, id: string): Promise<StoredTarget | undefined> {
  const row = await db.selectFrom('notification_targets').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toTarget(row)
}

export async function isTargetNameTaken(db: Db, name: string, exceptId: string): Promise<boolean> {
  const other = await db
    .selectFrom('notification_targets')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', exceptId)
    .executeTakeFirst()
  return other !== undefined
}

export async function keepTarget(db: Db, target: Omit<StoredTarget, 'test'>): Promise<void> {
  const { id, name, kind, isOn, settings, sealedSecrets, wants, createdAt, updatedAt } = target
  const values = {
    name,
    kind,
    is_on: isOn ? (1 as const) : (0 as const),
    settings: JSON.stringify(settings),
    secrets: sealedSecrets,
    wants: JSON.stringify(wants),
    updated_at: updatedAt,
    // What a test found of other settings counts no more.
    tested_at: null,
    test_ok: null,
    test_message: null,
  }
  await db
    .insertInto('notification_targets')
    .values({ id, created_at: createdAt, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

export async function recordTargetTest(
  db: Db,
  id: string,
  { at, ok, message }: { at: number; ok: boolean; message: string },
): Promise<void> {
  await db
    .updateTable('notification_targets')
    .set({ tested_at: at, test_ok: ok ? 1 : 0, test_message: message })
    .where('id', '=', id)
    .execute()
}

/** Deletes a target with what waits for it. The log of its deliveries goes with it. */
export async function deleteTarget(db: Db, id: string): Promise<void> {
  await db.deleteFrom('notification_waiting').where('target_id', '=', id).execute()
  await db.deleteFrom('notification_deliveries').where('target_id', '=', id).execute()
  await db.deleteFrom('notification_targets').where('id', '=', id).execute()
}

export async function insertWaiting(
  db: Db,
  waiting: { id: string; targetId: string; subject: NotificationSubject; at: number },
): Promise<void> {
  const { id, targetId, subject, at } = waiting
  await db
    .insertInto('notification_waiting')
    .values({ id, target_id: targetId, subject: JSON.stringify(subject), created_at: at })
    .execute()
}

/** When the first of what waits for each target was put there. */
export async function firstWaiting(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('notification_waiting')
    .select(['target_id', (e) => e.fn.min('created_at').as('first')])
    .groupBy('target_id')
    .execute()
  return new Map(rows.map(({ target_id, first }) => [target_id, Number(first)]))
}

/** Takes what waits for a target, oldest first. */
export async function takeWaiting(db: Db, targetId: string, limit: number): Promise<NotificationSubject[]> {
  const rows = await db
    .selectFrom('notification_waiting')
    .select(['id', 'subject'])
    .where('target_id', '=', targetId)
    .orderBy('id')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  await db
    .deleteFrom('notification_waiting')
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  // Written by insertWaiting.
  return rows.map(({ subject }) => JSON.parse(subject) as NotificationSubject)
}

/** A message on its way, or at its end. */
export interface Delivery {
  seq: number
  id: string
  targetId: string
  title: string
  subjects: NotificationSubject[]
  status: 'pending' | 'sent' | 'dead'
  attempts: number
  nextAt: number | null
  error: string | null
  statusCode: number | null
  createdAt: number
  sentAt: number | null
}

export async function insertDelivery(
  db: Db,
  {
    id,
    targetId,
    title,
    subjects,
    at,
  }: Pick<Delivery, 'id' | 'targetId' | 'title' | 'subjects'> & { at: number },
): Promise<void> {
  await db
    .insertInto('notification_deliveries')
    .values({
      id,
      target_id: targetId,
      title,
      subjects: subjects.length,
      body: JSON.stringify(subjects),
      status: 'pending',
      attempts: 0,
      next_at: at,
      error: null,
      status_code: null,
      created_at: at,
      sent_at: null,
    })
    .execute()
}

export async function findDelivery(db: Db, id: string): Promise<Delivery | undefined> {
  const row = await db
    .selectFrom('notification_deliveries')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : toDelivery(row)
}

/** Writes how a try went; false when the delivery is over or another try was counted meanwhile. */
export async function settleDelivery(
  db: Db,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  outcome: Pick<Delivery, 'status' | 'nextAt' | 'error' | 'statusCode' | 'sentAt'>,
): Promise<boolean> {
  const { status, nextAt, error, statusCode, sentAt } = outcome
  const { numUpdatedRows } = await db
    .updateTable('notification_deliveries')
    .set({ status, attempts: attempts + 1, next_at: nextAt, error, status_code: statusCode, sent_at: sentAt })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('attempts', '=', attempts)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Gives dead deliveries all their tries again; answers the ids of those that were dead. */
export async function reviveDeliveries(db: Db, ids: readonly string[], at: number): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .updateTable('notification_deliveries')
    .set({ status: 'pending', attempts: 0, next_at: at, error: null, status_code: null })
    .where('id', 'in', [...ids])
    .where('status', '=', 'dead')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export interface DeliveryFilter {
  targetId?: string | undefined
  status?: Delivery['status'] | undefined
}

/** Deliveries, newest first. */
export async function listDeliveries(
  db: Db,
  { targetId, status }: DeliveryFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<Delivery>> {
  let query = db
    .selectFrom('notification_deliveries')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(page.limit + 1)
  if (targetId !== undefined) query = query.where('target_id', '=', targetId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (page.cursor !== undefined)
    query = query.where('seq', '<', Number(parseCursor(page.cursor, ['number'])[0]))
  const rows = await query.execute()
  return toPage(rows.map(toDelivery), page.limit, ({ seq }) => [seq])
}

/** How many deliveries there are that are not sent, by target and status: `<target> <status>`. */
export async function countByStatus(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('notification_deliveries')
    .select(['target_id', 'status', (e) => e.fn.countAll<number>().as('count')])
    .where('status', 'in', ['pending', 'dead'])
    .groupBy(['target_id', 'status'])
    .execute()
  return new Map(rows.map((row) => [`${row.target_id} ${row.status}`, Number(row.count)]))
}

export async function deleteOldDeliveries(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('notification_deliveries')
    .where('created_at', '<', before)
    .where('status', '!=', 'pending')
    .execute()
}

function toTarget(row: Selectable<NotificationTargetsTable>): StoredTarget {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    isOn: row.is_on === 1,
    // Written by keepTarget.
    settings: JSON.parse(row.settings) as JsonObject,
    sealedSecrets: row.secrets,
    wants: contract.targetWishes.parse(JSON.parse(row.wants)),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    test:
      row.tested_at === null
        ? null
        : { at: Number(row.tested_at), ok: row.test_ok === 1, message: row.test_message ?? '' },
  }
}

function toDelivery(row: Selectable<NotificationDeliveriesTable>): Delivery {
  return {
    seq: Number(row.seq),
    id: row.id,
    targetId: row.target_id,
    title: row.title,
    // Written by insertDelivery.
    subjects: JSON.parse(row.body) as NotificationSubject[],
    status: row.status,
    attempts: row.attempts,
    nextAt: row.next_at === null ? null : Number(row.next_at),
    error: row.error,
    statusCode: row.status_code,
    createdAt: Number(row.created_at),
    sentAt: row.sent_at === null ? null : Number(row.sent_at),
  }
}
