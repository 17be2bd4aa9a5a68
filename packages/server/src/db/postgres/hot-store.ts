import type { Pool, PoolClient } from 'pg'
import type { PostgresDatabase } from '../database.ts'
import {
  longestInlineEntry,
  replayMovedOn,
  spilledEntry,
  writersOf,
  type Batch,
  type ClaimedExecution,
  type CommitResult,
  type HotStore,
  type JournalLine,
  type StoredSnapshot,
} from '../hot-store.ts'
import { storeEvents } from './events.ts'
import { executionParties } from '../party-key.ts'
import { lockLines, settleLines } from './lines.ts'
import type { Statement } from './statement.ts'

/**
 * The hot path on PostgreSQL: each part of a batch is one prepared statement over `json_to_recordset`, which costs one
 * text parameter however many rows there are.
 */
export function createPostgresHotStore(pool: Pool, jobWriter: PostgresDatabase['jobWriter']): HotStore {
  const claimed = async (statement: Statement, values: unknown[]): Promise<ClaimedExecution[]> => {
    const { rows } = await pool.query<ClaimedExecution & { seq: number }>({ ...statement, values })
    return rows.toSorted((a, b) => a.seq - b.seq).map(({ seq: _, ...execution }) => execution)
  }
  return {
    commit: (batch) => inTransaction(pool, (client) => commit(batch, { client, jobWriter })),
    claim: ({ owner, leaseUntil, now, limit }) => claimed(claimStatement, [owner, leaseUntil, now, limit]),
    take: ({ owner, leaseUntil, now, executionIds }) =>
      claimed(takeStatement, [owner, leaseUntil, now, JSON.stringify(executionIds)]),
    async renew({ owner, leaseUntil }) {
      const { rowCount } = await pool.query({ ...renewStatement, values: [leaseUntil, owner] })
      return rowCount ?? 0
    },
    async journal({ executionId, from = 0, to = lastPosition }) {
      const { rows } = await pool.query<JournalLine>({ ...journalStatement, values: [executionId, from, to] })
      return rows
    },
    async snapshots(executionId) {
      const { rows } = await pool.query<StoredSnapshot>({ ...snapshotsStatement, values: [executionId] })
      return rows
    },
  }
}

async function inTransaction<Answer>(
  pool: Pool,
  task: (client: PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const answer = await task(client)
    await client.query('commit')
    client.release()
    return answer
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    const isUsable = await client.query('rollback').then(
      () => true,
      () => false,
    )
    client.release(!isUsable)
    throw error
  }
}

interface Writer {
  client: PoolClient
  jobWriter: PostgresDatabase['jobWriter']
}

async function commit(batch: Batch, { client, jobWriter }: Writer): Promise<CommitResult> {
  const run = async <Row extends object>(statement: Statement, items: readonly unknown[]): Promise<Row[]> =>
    items.length === 0
      ? []
      : (await client.query<Row>({ ...statement, values: [JSON.stringify(items)] })).rows

  const touched = await lockLines(client, batch)
  const newEvents = await storeEvents(batch.events, run)
  const duplicates = new Set(batch.events.map(({ id }) => id).filter((id) => !newEvents.has(id)))
  const dropped = new Set<string>()

  const starters = batch.executions.filter(({ id, eventId }) => {
    const isOfDuplicate = eventId !== null && duplicates.has(eventId)
    if (isOfDuplicate) dropped.add(id)
    return !isOfDuplicate
  })
  const isCalledHere = callsWithin(batch)
  // Fences are read once, so the parents of this batch's children go in first.
  const first = starters.filter((execution) => !isCalledHere(execution.parentId))
  const second = starters.filter((execution) => isCalledHere(execution.parentId))
  const created = new Set((await run<{ id: string }>(insertExecutions, first)).map(({ id }) => id))

  const writers = new Map(writersOf(batch).map((writer) => [writer.executionId, writer]))
  const fences = [...writers.values()].map(({ executionId, owner, attempt }) => ({
    executionId,
    owner,
    attempt,
  }))
  const held = new Set((await run<{ id: string }>(lockHeld, fences)).map(({ id }) => id))
  const fenced = new Set([...writers.keys()].filter((id) => !held.has(id)))

  const children = second.filter(({ id, parentId }) => {
    const isOfFenced = parentId !== null && fenced.has(parentId)
    if (isOfFenced) dropped.add(id)
    return !isOfFenced
  })
  for (const { id } of await run<{ id: string }>(insertExecutions, children)) created.add(id)

  const conflicting = [...first, ...children].filter(({ id }) => !created.has(id))
  const standing = await run<{ asked: string; id: string }>(findStanding, conflicting)
  const existing = new Map(standing.map(({ asked, id }) => [asked, id]))

  const started = [...first, ...children]
    .filter((execution) => execution.started !== null && created.has(execution.id))
    .map(({ id, started: entry }) => ({ executionId: id, position: 0, entry }))
  const entries = batch.entries.filter(({ executionId }) => !fenced.has(executionId))
  const isLong = ({ entry }: { entry: string | null }): boolean => (entry?.length ?? 0) > longestInlineEntry
  const lines = [...started, ...entries]
  await run(
    insertEntries,
    lines.map((line) => (isLong(line) ? { ...line, entry: spilledEntry } : line)),
  )
  await run(insertBlobs, lines.filter(isLong))
  const made = [...first, ...children].filter(({ id }) => created.has(id))
  await run(insertExecutionParties, executionParties(made, entries))
  const snapshots = [...new Map(batch.snapshots.map((snapshot) => [snapshot.executionId, snapshot])).values()]
  await run(
    insertSnapshots,
    snapshots.filter(({ executionId }) => !fenced.has(executionId)),
  )
  // Of several updates of one execution the last one counts; SQL would take any.
  const lastUpdates = [...new Map(batch.updates.map((update) => [update.executionId, update])).values()]
  const standingUpdates = lastUpdates.filter(({ executionId }) => !fenced.has(executionId))
  await run(
    updateExecutions,
    standingUpdates.map(({ error, stopped, line: _, ...update }) => ({
      ...update,
      ...error,
      stopped: stopped ? 1 : 0,
    })),
  )
  const settled = await settleLines(client, touched, {
    created: [...first, ...children].filter(({ id }) => created.has(id)),
    leaving: standingUpdates.flatMap(({ line }) => line ?? []),
  })
  // Whoever waits in line is called; a job would take it out of its turn.
  for (const id of [...settled.waiting, ...settled.refused]) dropped.add(id)

  const jobs = batch.jobs
    .filter(({ executionId: id }) => id === null || !(dropped.has(id) || existing.has(id) || fenced.has(id)))
    .map(({ job }) => job)
  if (jobs.length > 0) {
    if (jobWriter.current === null)
      throw new Error('A batch has jobs, but no jobs are open. Open them before.')
    await jobWriter.current(client, jobs)
  }
  await run(advanceFeeds, batch.feeds)
  const replays = await run<{ id: string }>(advanceReplays, batch.replays)
  const stale = batch.replays.find(({ id }) => !replays.some((row) => row.id === id))
  if (stale !== undefined) throw new Error(replayMovedOn(stale.id))
  return { newEvents, existing, ...settled, fenced }
}

/** Tells children whose parent is written to in the same batch: those obey its fence. */
function callsWithin(batch: Batch): (parentId: string | null) => boolean {
  if (batch.executions.every(({ parentId }) => parentId === null)) return () => false
  const written = new Set(writersOf(batch).map(({ executionId }) => executionId))
  return (parentId) => parentId !== null && written.has(parentId)
}

const advanceReplays: Statement = {
  name: 'hot_advance_replays',
  text: `update event_replays r set position = x."to", done = r.done + x.done, started = r.started + x.started
    from json_to_recordset($1::json) as x (id text, "from" bigint, "to" bigint, done bigint, started bigint)
    where r.id = x.id and r.position = x."from" and r.status = 'running' returning r.id`,
}

const advanceFeeds: Statement = {
  name: 'hot_advance_feeds',
  text: `update okta_feeds set state = x.state, lease_until = x."leaseUntil"
    from json_to_recordset($1::json) as x (org text, owner text, "leaseUntil" bigint, state text)
    where okta_feeds.org = x.org and okta_feeds.owner = x.owner`,
}

const insertExecutions: Statement = {
  name: 'hot_insert_executions',
  text: `insert into executions (id, flow_id, version_id, event_id, parent_id, parent_command, root_id, mode, status,
      owner, lease_until, attempt, created_at, started_at, dry_run, rerun_of, journal, line_key, line_order)
    select id, "flowId", "versionId", "eventId", "parentId", "parentCommand", "rootId", mode, status, owner, "leaseUntil",
      case when owner is null then 0 else 1 end, "createdAt", case when owner is null then null else "createdAt" end,
      coalesce("dryRun", false)::int, "rerunOf", coalesce(journal, 'kept'), line->>'key', (line->>'order')::bigint
    from json_to_recordset($1::json) as x (id text, "flowId" text, "versionId" text, "eventId" text, "parentId" text,
      "parentCommand" integer, "rootId" text, mode text, status text, owner text, "leaseUntil" bigint,
      "createdAt" bigint, "dryRun" boolean, "rerunOf" text, journal text, line json)
    on conflict do nothing returning id`,
}

const findStanding: Statement = {
  name: 'hot_find_standing',
  text: `select distinct on (x.id) x.id as asked, e.id
    from json_to_recordset($1::json) as x (id text, "parentId" text, "parentCommand" integer)
    join executions e on e.id = x.id or (e.parent_id = x."parentId" and e.parent_command = x."parentCommand")
    order by x.id, e.id = x.id desc`,
}

/** Locks what it finds, in one order for all, so that nobody can take it before this batch is committed. */
const lockHeld: Statement = {
  name: 'hot_lock_held',
  text: `select e.id from executions e
    join json_to_recordset($1::json) as x ("executionId" text, owner text, attempt integer)
      on e.id = x."executionId" and e.owner = x.owner and e.attempt = x.attempt
    order by e.seq for update of e`,
}

const insertEntries: Statement = {
  name: 'hot_insert_entries',
  text: `insert into journal_entries (execution_id, position, entry)
    select "executionId", position, entry
    from json_to_recordset($1::json) as x ("executionId" text, position integer, entry text)`,
}

const insertBlobs: Statement = {
  name: 'hot_insert_blobs',
  text: insertEntries.text.replace('journal_entries', 'journal_blobs'),
}

/** In one order: helpers of one caller may be written by several processes at once. */
const insertExecutionParties: Statement = {
  name: 'hot_insert_execution_parties',
  text: `insert into execution_parties (day, party, execution_seq, role)
    select distinct e.created_at / 86400000, x.party, e.seq, x.role
    from json_to_recordset($1::json) as x ("executionId" text, party bigint, role integer)
    join executions own on own.id = x."executionId" join executions e on e.id in (own.id, own.root_id)
    order by 1, 2, 3, 4 on conflict do nothing`,
}

const insertSnapshots: Statement = {
  name: 'hot_insert_snapshots',
  text: `insert into journal_snapshots (execution_id, kind, position, state)
    select "executionId", kind, position, state
    from json_to_recordset($1::json) as x ("executionId" text, position integer, state text),
      (values (0), (1)) as kinds (kind)
    on conflict (execution_id, kind) do update set position = excluded.position, state = excluded.state
      where journal_snapshots.kind = 1`,
}

const updateExecutions: Statement = {
  name: 'hot_update_executions',
  text: `update executions e set status = x.status, finished_at = x."finishedAt", error_code = x.code,
      error_message = x.message, failed_step = x.step, stopped = x.stopped,
      owner = case when x.status = 'running' then e.owner end,
      lease_until = case when x.status = 'running' then e.lease_until end,
      line_key = case when x."finishedAt" is null then e.line_key end
    from json_to_recordset($1::json) as x ("executionId" text, status text, "finishedAt" bigint, code text,
      message text, step text, stopped integer)
    where e.id = x."executionId"`,
}

const takeOver = `update executions e set status = 'running', owner = $1, lease_until = $2, attempt = e.attempt + 1,
    started_at = coalesce(e.started_at, $3)
  from picked where e.seq = picked.seq
  returning e.seq, e.id, e.flow_id as "flowId", e.version_id as "versionId", e.event_id as "eventId",
    e.parent_id as "parentId", e.parent_command as "parentCommand", e.root_id as "rootId", e.mode, e.line_key as "lineKey",
    picked.status as "previousStatus", e.attempt, e.created_at as "createdAt"`

const claimStatement: Statement = {
  name: 'hot_claim',
  text: `with picked as materialized (
      select seq, status from executions
      where status in ('queued', 'running') and coalesce(lease_until, 0) < $3::bigint
      order by coalesce(lease_until, 0), seq limit $4 for update skip locked
    ) ${takeOver}`,
}

const takeStatement: Statement = {
  name: 'hot_take',
  text: `with picked as materialized (
      select seq, status from executions
      where id in (select json_array_elements_text($4::json)) and (lease_until is null or lease_until < $3::bigint)
        and status in ('queued', 'running', 'waiting', 'in_doubt') and in_line = 0
      order by seq for update
    ) ${takeOver}`,
}

const renewStatement: Statement = {
  name: 'hot_renew',
  text: `update executions set lease_until = $1 where owner = $2 and status in ('queued', 'running')`,
}

const journalStatement: Statement = {
  name: 'hot_journal',
  text: `select short.position, coalesce(long.entry, short.entry) as entry from journal_entries short
    left join journal_blobs long on short.entry = '${spilledEntry}'
      and long.execution_id = short.execution_id and long.position = short.position
    where short.execution_id = $1 and short.position >= $2 and short.position < $3 order by short.position`,
}

const lastPosition = 2 ** 31 - 1

const snapshotsStatement: Statement = {
  name: 'hot_snapshots',
  text: 'select position, state from journal_snapshots where execution_id = $1 order by kind',
}
