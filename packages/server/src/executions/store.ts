import type { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { sql, type SqlBool } from 'kysely'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import type { ExecutionStatus, JournalKeeping } from '../db/schema.ts'
import { engineOf } from '../db/engine.ts'
import { firstSeqAt, lastSeqAt } from '../db/seq-at.ts'
import { seqsByIdentity } from './identity/store.ts'
import { finalStatuses } from './status.ts'

/** An execution as lists show it, and what its details need beside that. */
export interface ExecutionRecord extends z.input<typeof executions.executionSummary> {
  seq: number
  versionId: string
  parentCommand: number | null
  errorCode: string | null
  failedStep: string | null
  rootId: string
  journal: JournalKeeping
  /** It waits for its turn. */
  isInLine: boolean
}

/** What a list of executions may be narrowed to. Times are milliseconds since 1970, both inclusive. */
export interface ExecutionFilter {
  flowId?: string | undefined
  status?: ExecutionStatus | undefined
  eventId?: string | undefined
  /** Id, login or name of somebody or something: in its event, or changed by its steps. */
  who?: string | undefined
  /** Part of the flow's name, or of the error that ended it. */
  text?: string | undefined
  from?: number | undefined
  to?: number | undefined
  /** `false` leaves out executions that another execution called. */
  children: boolean
}

/** How many executions of somebody are looked at in one go, where other filters leave some out. */
const portionSize = 500
/** Repetitions that an execution shows. */
const mostReruns = 10
/** A caller of more helpers than this is described without the rest. */
const mostChildren = 10_000

/** Executions, newest first. Throws InputError for a cursor that is none. */
export async function listExecutions(
  db: Db,
  filter: ExecutionFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<ExecutionRecord>> {
  const before = page.cursor === undefined ? undefined : Number(parseCursor(page.cursor, ['number'])[0])
  const limit = page.limit + 1
  const { who, text, ...others } = filter
  const rows: Row[] = []
  if (who === undefined) {
    rows.push(...(await newestOf(matching(db, others, before), { text, limit })))
  } else {
    // Without another filter the first portion is the page.
    const isOnly =
      text === undefined && Object.values(others).every((value) => value === undefined || value === false)
    const portions = { before, from: filter.from, atOnce: isOnly ? limit : portionSize }
    for await (const seqs of seqsByIdentity(db, who, portions)) {
      if (seqs.length === 0) continue
      const query = matching(db, others, before).where('executions.seq', 'in', seqs)
      rows.push(...(await newestOf(query, { text, limit: limit - rows.length })))
      if (rows.length === limit) break
    }
  }
  return toPage(rows.map(toRecord), page.limit, ({ seq }) => [seq])
}

/** The newest of what a query finds; with a text, of each way to have it, because each has an index of its own. */
async function newestOf(
  query: ReturnType<typeof matching>,
  { text, limit }: { text: string | undefined; limit: number },
): Promise<Row[]> {
  if (text === undefined) return query.limit(limit).execute()
  const found = new Map<number, Row>()
  for (const condition of waysToHave(text)) {
    for (const row of await query.where(condition).limit(limit).execute()) found.set(row.seq, row)
  }
  return [...found.values()].toSorted((a, b) => b.seq - a.seq).slice(0, limit)
}

function waysToHave(text: string) {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return [
    sql<SqlBool>`executions.flow_id in (select id from flows where lower(name) like ${pattern} escape '\\')`,
    sql<SqlBool>`${indexOf('failed')} and lower(executions.error_message) like ${pattern} escape '\\'`,
  ]
}

/** Executions that a filter asks for, newest first. */
function matching(db: Db, filter: Omit<ExecutionFilter, 'who' | 'text'>, before: number | undefined) {
  const { flowId, status, eventId, from, to } = filter
  const seq = sequence(status)
  let query = records(db).orderBy(seq, 'desc')
  if (before !== undefined) query = query.where(seq, '<', before)
  if (flowId !== undefined) query = query.where('executions.flow_id', '=', flowId)
  if (eventId !== undefined) query = query.where('executions.event_id', '=', eventId)
  if (!filter.children) query = query.where('executions.parent_id', 'is', null)
  if (status !== undefined) {
    // As a literal it tells PostgreSQL which partial index holds it; with the index's own condition beside it, rows would
    // be expected to be a hundred times as few as they are. SQLite wants to read that condition.
    query = query.where('executions.status', '=', sql.lit(status))
    if (engineOf(db) === 'sqlite') query = query.where(indexOf(status))
  }
  if (from !== undefined) {
    query = query
      .where('executions.created_at', '>=', from)
      .where('executions.seq', '>=', firstSeqAt('executions', from))
  }
  if (to !== undefined) {
    query = query
      .where('executions.created_at', '<=', to)
      .where('executions.seq', '<=', lastSeqAt('executions', to))
  }
  return query
}

export async function findExecution(db: Db, executionId: string): Promise<ExecutionRecord | undefined> {
  const row = await records(db).where('executions.id', '=', executionId).executeTakeFirst()
  return row === undefined ? undefined : toRecord(row)
}

/** Executions of helper flows that this one called, in the order of its commands. */
export async function listChildren(db: Db, executionId: string): Promise<ExecutionRecord[]> {
  const rows = await records(db)
    .where('executions.parent_id', '=', executionId)
    .orderBy('executions.parent_command')
    .limit(mostChildren)
    .execute()
  return rows.map(toRecord)
}

/** The latest executions that repeat this one, newest first. */
export async function listReruns(db: Db, executionId: string): Promise<ExecutionRecord[]> {
  const rows = await records(db)
    .where('executions.rerun_of', '=', executionId)
    .orderBy('executions.seq', 'desc')
    .limit(mostReruns)
    .execute()
  return rows.map(toRecord)
}

/** Where an execution stands; undefined when there is none. */
export function findStanding(
  db: Db,
  executionId: string,
): Promise<{ status: ExecutionStatus; versionId: string } | undefined> {
  return db
    .selectFrom('executions')
    .select(['status', 'version_id as versionId'])
    .where('id', '=', executionId)
    .executeTakeFirst()
}

/** Where executions stand that are over or under way; those that wait for their turn or for a process are left out. */
export function listStandings(
  db: Db,
  executionIds: readonly string[],
): Promise<{ id: string; status: ExecutionStatus; versionId: string; attempt: number }[]> {
  return db
    .selectFrom('executions')
    .select(['id', 'status', 'version_id as versionId', 'attempt'])
    .where('id', 'in', executionIds)
    .where('in_line', '=', 0)
    .where('status', '!=', 'queued')
    .execute()
}

/** Holds an execution that nobody runs: queued, waiting or in doubt. False when it stands otherwise. */
export async function pauseIdle(db: Db, executionId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('executions')
    .set({ status: 'paused' })
    .where('id', '=', executionId)
    .where('status', 'in', ['queued', 'waiting'])
    .where('owner', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Gives back an execution that its owner holds and runs. */
export async function releaseExecution(db: Db, executionId: string, owner: string): Promise<void> {
  await db
    .updateTable('executions')
    .set({ owner: null, lease_until: null, status: 'queued' })
    .where('id', '=', executionId)
    .where('owner', '=', owner)
    .where('status', '=', 'running')
    .execute()
}

/** Lets a paused execution be taken up again. False when it is not paused. */
export async function unpause(db: Db, executionId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('executions')
    // One that waited for its turn waits on.
    .set({ status: sql`case when in_line = 1 then 'waiting' else 'queued' end` })
    .where('id', '=', executionId)
    .where('status', '=', 'paused')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ids of the helpers under an execution that are not over, its own first. */
export async function listUnfinishedHelpers(
  db: Db,
  { id, rootId }: { id: string; rootId: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('executions')
    .select(['id', 'parent_id as parentId'])
    .where('root_id', '=', rootId)
    .where('parent_id', 'is not', null)
    .where('status', 'not in', finalStatuses)
    .orderBy('seq')
    .execute()
  const under = new Set([id])
  // A helper comes behind its caller.
  return rows.flatMap((row) => {
    if (row.parentId === null || !under.has(row.parentId)) return []
    under.add(row.id)
    return [row.id]
  })
}

/** Deletes journals of flows that keep no data, once nobody above them runs any more. Answers how many there were. */
export async function deleteTemporaryJournals(db: Db, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('executions')
    .innerJoin('executions as root', 'root.id', 'executions.root_id')
    .select('executions.id as id')
    .where('executions.journal', '=', 'temporary')
    .where('executions.status', 'in', finalStatuses)
    .where('root.status', 'in', finalStatuses)
    .orderBy('executions.seq')
    .limit(limit)
    .execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await db.transaction().execute(async (transaction) => {
    await deleteJournals(transaction, ids)
    await transaction.updateTable('executions').set({ journal: 'deleted' }).where('id', 'in', ids).execute()
  })
  return ids.length
}

/** Deletes all that was kept of how executions went, and what people were asked. */
export async function deleteJournals(transaction: Db, executionIds: readonly string[]): Promise<void> {
  for (const table of ['journal_entries', 'journal_blobs', 'journal_snapshots', 'questions'] as const) {
    await transaction.deleteFrom(table).where('execution_id', 'in', executionIds).execute()
  }
}

export type UnfinishedStatus = 'queued' | 'running' | 'waiting' | 'paused' | 'in_doubt'

/** How many executions are not over, by status. */
export async function countUnfinished(db: Db): Promise<Record<UnfinishedStatus, number>> {
  const groups = [
    [indexOf('queued'), ['queued', 'running']],
    [indexOf('waiting'), ['waiting', 'paused', 'in_doubt']],
  ] as const
  const counts = { queued: 0, running: 0, waiting: 0, paused: 0, in_doubt: 0 }
  for (const [indexed, statuses] of groups) {
    const rows = await db
      .selectFrom('executions')
      .select(['status', (e) => e.fn.countAll<number>().as('count')])
      .where(indexed)
      .where('status', 'in', statuses)
      .groupBy('status')
      .execute()
    for (const { status, count } of rows)
      if (Object.hasOwn(counts, status)) counts[status as UnfinishedStatus] = count
  }
  return counts
}

function records(db: Db) {
  return db
    .selectFrom('executions')
    .leftJoin('flows', 'flows.id', 'executions.flow_id')
    .leftJoin('flow_versions', 'flow_versions.id', 'executions.version_id')
    .leftJoin('events', 'events.id', 'executions.event_id')
    .select([
      'executions.seq as seq',
      'executions.id as id',
      'executions.flow_id as flowId',
      'executions.version_id as versionId',
      'executions.mode as mode',
      'executions.status as status',
      'executions.stopped as stopped',
      'executions.event_id as eventId',
      'executions.parent_id as parentId',
      'executions.parent_command as parentCommand',
      'executions.created_at as createdAt',
      'executions.started_at as startedAt',
      'executions.finished_at as finishedAt',
      'executions.error_code as errorCode',
      'executions.error_message as errorMessage',
      'executions.failed_step as failedStep',
      'executions.dry_run as dryRun',
      'executions.rerun_of as rerunOf',
      'executions.journal as journal',
      'executions.root_id as rootId',
      'executions.in_line as inLine',
      'flows.name as flowName',
      'flow_versions.number as versionNumber',
      'events.type as eventType',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]

function toRecord({ inLine, versionNumber, ...row }: Row): ExecutionRecord {
  const isDraft = versionNumber !== null && versionNumber < 0
  return {
    ...row,
    version: isDraft ? null : versionNumber,
    draftNumber: isDraft ? -versionNumber : null,
    isInLine: inLine === 1,
    flowName: row.flowName ?? '(deleted flow)',
    stopped: row.stopped === 1,
    dryRun: row.dryRun === 1,
  }
}

/**
 * The condition of the partial index that holds this status, word for word: an engine uses such an index only where it
 * can see, without knowing the parameters, that the query asks for nothing else.
 */
function indexOf(status: ExecutionStatus) {
  switch (status) {
    case 'queued':
    case 'running':
      return sql<SqlBool>`executions.status in ('queued', 'running')`
    case 'waiting':
    case 'paused':
    case 'in_doubt':
    case 'failed':
    case 'cancelled':
      return sql<SqlBool>`executions.status in ('waiting', 'paused', 'in_doubt', 'failed', 'cancelled')`
    case 'succeeded':
      // Nearly all are: reading in order and skipping the others is as good as an index.
      return sql<SqlBool>`1 = 1`
  }
}

/**
 * What a list is sorted by. The few that are queued or running are collected by their index and sorted then; as an
 * expression, the number keeps SQLite from reading the whole table in its order instead.
 */
function sequence(status: ExecutionStatus | undefined) {
  const isFew = status === 'queued' || status === 'running'
  return isFew ? sql<number>`executions.seq + 0` : sql.ref<number>('executions.seq')
}
