import type { Severity } from '@keyway/identity'
import type { JsonObject } from '@keyway/sdk'
import type { Selectable } from 'kysely'
import type { AlertSubject } from '../../alerts/alert-subject.ts'
import type { Db } from '../../db/database.ts'
import type { BackTestsTable, BackTestStatus } from '../../db/detection-schema.ts'

/** What a detection would have found. */
export interface Tally {
  findings: number
  /** Alerts that people would have seen. */
  alerts: number
  /** Alerts by the UTC day of their first event: `2026-03-01`. */
  days: Record<string, number>
  /** The first alerts. */
  examples: BackTestExample[]
}

export interface BackTestExample {
  key: string
  severity: Severity
  at: number
  subject: AlertSubject | null
  evidence: JsonObject
  eventIds: string[]
}

export interface BackTestRecord {
  id: string
  detections: string[]
  draft: { name: string; text: string } | null
  from: number
  to: number
  status: BackTestStatus
  total: number
  done: number
  result: Record<string, Tally>
  error: string | null
  createdAt: number
  createdBy: string
  finishedAt: number | null
}

export async function insertBackTest(db: Db, test: BackTestRecord): Promise<void> {
  await db
    .insertInto('back_tests')
    .values({
      id: test.id,
      detections: JSON.stringify(test.detections),
      draft: test.draft === null ? null : JSON.stringify(test.draft),
      from_at: test.from,
      to_at: test.to,
      status: test.status,
      total: test.total,
      done: test.done,
      result: JSON.stringify(test.result),
      error: test.error,
      created_at: test.createdAt,
      created_by: test.createdBy,
      finished_at: test.finishedAt,
    })
    .execute()
}

export async function findBackTest(db: Db, id: string): Promise<BackTestRecord | undefined> {
  const row = await db.selectFrom('back_tests').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toRecord(row)
}

/** The latest ones, newest first. */
export async function listBackTests(db: Db, limit: number): Promise<BackTestRecord[]> {
  const rows = await db
    .selectFrom('back_tests')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toRecord)
}

/** Keeps how far a running one is; false when it runs no more. */
export async function keepProgress(
  db: Db,
  { id, done, result }: Pick<BackTestRecord, 'id' | 'done' | 'result'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('back_tests')
    .set({ done, result: JSON.stringify(result) })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function endBackTest(
  db: Db,
  id: string,
  { status, error, at }: { status: BackTestStatus; error: string | null; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('back_tests')
    .set({ status, error, finished_at: at })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toRecord(row: Selectable<BackTestsTable>): BackTestRecord {
  return {
    id: row.id,
    // Written by insertBackTest and keepProgress.
    detections: JSON.parse(row.detections) as string[],
    draft: row.draft === null ? null : (JSON.parse(row.draft) as BackTestRecord['draft']),
    from: Number(row.from_at),
    to: Number(row.to_at),
    status: row.status,
    total: Number(row.total),
    done: Number(row.done),
    result: JSON.parse(row.result) as BackTestRecord['result'],
    error: row.error,
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
  }
}
