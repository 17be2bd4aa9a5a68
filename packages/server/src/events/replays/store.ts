import type { eventReplays } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { parseCursor, toPage, type Page } from '../../cursor.ts'
import type { Db } from '../../db/database.ts'
import type { EventFilter } from '../store.ts'

export type ReplayRecord = z.input<typeof eventReplays.getReplay.answer>

/** A replay as whoever carries it out needs it. */
export interface ReplayTask {
  id: string
  filter: EventFilter
  flowId: string
  versionId: string
  dryRun: boolean
  everyEvent: boolean
  status: 'running' | 'done' | 'cancelled'
  position: number
  lastSeq: number
}

export interface NewReplay extends Omit<ReplayTask, 'status' | 'position'> {
  total: number
  createdAt: number
  createdBy: string
}

export async function insertReplay(db: Db, replay: NewReplay): Promise<void> {
  await db
    .insertInto('event_replays')
    .values({
      id: replay.id,
      filter: JSON.stringify(replay.filter),
      flow_id: replay.flowId,
      version_id: replay.versionId,
      dry_run: replay.dryRun ? 1 : 0,
      every_event: replay.everyEvent ? 1 : 0,
      status: 'running',
      position: 0,
      last_seq: replay.lastSeq,
      total: replay.total,
      done: 0,
      started: 0,
      created_at: replay.createdAt,
      created_by: replay.createdBy,
      finished_at: null,
    })
    .execute()
}

export async function findReplayTask(db: Db, replayId: string): Promise<ReplayTask | undefined> {
  const row = await db.selectFrom('event_replays').selectAll().where('id', '=', replayId).executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.id,
    // Written by insertReplay.
    filter: JSON.parse(row.filter) as EventFilter,
    flowId: row.flow_id,
    versionId: row.version_id,
    dryRun: row.dry_run === 1,
    everyEvent: row.every_event === 1,
    status: row.status,
    position: Number(row.position),
    lastSeq: Number(row.last_seq),
  }
}

/** Ends a replay that runs; false when it is over already. */
export async function endReplay(
  db: Db,
  replayId: string,
  { status, at }: { status: 'done' | 'cancelled'; at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('event_replays')
    .set({ status, finished_at: at })
    .where('id', '=', replayId)
    .where('status', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function findReplay(db: Db, replayId: string): Promise<ReplayRecord | undefined> {
  const row = await records(db).where('event_replays.id', '=', replayId).executeTakeFirst()
  return row === undefined ? undefined : toRecord(row)
}

/** Replays, newest first. */
export async function listReplays(
  db: Db,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<ReplayRecord>> {
  let query = records(db)
    .orderBy('event_replays.created_at', 'desc')
    .orderBy('event_replays.id', 'desc')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) {
    const [createdAt, id] = parseCursor(page.cursor, ['number', 'string'])
    query = query.where((e) =>
      e.or([
        e('event_replays.created_at', '<', Number(createdAt)),
        e.and([
          e('event_replays.created_at', '=', Number(createdAt)),
          e('event_replays.id', '<', String(id)),
        ]),
      ]),
    )
  }
  const rows = await query.execute()
  return toPage(rows.map(toRecord), page.limit, ({ createdAt, id }) => [createdAt, id])
}

function records(db: Db) {
  return db
    .selectFrom('event_replays')
    .leftJoin('flows', 'flows.id', 'event_replays.flow_id')
    .leftJoin('flow_versions', 'flow_versions.id', 'event_replays.version_id')
    .selectAll('event_replays')
    .select(['flows.name as flowName', 'flow_versions.number as version'])
}

function toRecord(row: Awaited<ReturnType<ReturnType<typeof records>['execute']>>[number]): ReplayRecord {
  return {
    id: row.id,
    filter: JSON.parse(row.filter) as EventFilter,
    flowId: row.flow_id,
    flowName: row.flowName ?? '(deleted flow)',
    version: row.version,
    dryRun: row.dry_run === 1,
    everyEvent: row.every_event === 1,
    status: row.status,
    total: Number(row.total),
    done: Number(row.done),
    started: Number(row.started),
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
  }
}
