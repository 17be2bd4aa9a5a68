import type { Pool, PoolClient } from 'pg'
import type { PostgresDatabase } from '../database.ts'
import {
  replayMovedOn,
  writersOf,
  type Batch,
  type CommitResult,
  type NewEvent,
  type NewExecution,
} from '../hot-store.ts'
import type { EventKeys } from '../event-key.ts'
import { announcedIn } from '../lines.ts'
import { executionParties } from '../party-key.ts'
import { holdLines, settleLines } from './lines.ts'
import { announceReady } from './signals.ts'
import { addToMeter, tallySightings } from './sightings.ts'
import { storeExecutions, storeStarts, type KeyedEvent } from './starts.ts'
import { runOn, together, type Run, type Statement } from './statement.ts'
import { isLong, lastUpdates, writeHeld } from './writes.ts'

interface Writer {
  jobWriter: PostgresDatabase['jobWriter']
  keyOf: EventKeys
}

/**
 * Writes a batch in one transaction. It takes two round trips on a pipelined connection, whatever is in the batch: one
 * writes it as if nothing stood in the way, and one settles what did, counts, and commits.
 */
export async function commitBatch(pool: Pool, batch: Batch, writer: Writer): Promise<CommitResult> {
  const client = await pool.connect()
  try {
    const result = await writeBatch(client, batch, writer)
    client.release()
    return result
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

async function writeBatch(
  client: PoolClient,
  batch: Batch,
  { jobWriter, keyOf }: Writer,
): Promise<CommitResult> {
  const run = runOn(client)
  const { fresh, doubles } = splitDoubles(batch.events, keyOf)
  const doubled = new Set(doubles.map(({ event }) => event.id))
  const wanted = batch.executions.filter(({ eventId }) => eventId === null || !doubled.has(eventId))
  const isCalledHere = callsWithin(batch)
  // Whether a caller still owns itself is known when its writes are: its children come after them.
  const first = wanted.filter((execution) => !isCalledHere(execution.parentId))
  const second = wanted.filter((execution) => isCalledHere(execution.parentId))

  const [, lines, leftOut, fenced] = await together(
    client.query('begin'),
    holdLines(run, batch),
    storeStarts(run, { events: fresh, executions: first }),
    writeHeld(run, batch),
  )
  const known = [...fresh.filter(({ event }) => leftOut.events.has(event.id)), ...doubles]
  const knownIds = new Set(known.map(({ event }) => event.id))
  const isOfKnown = ({ eventId }: NewExecution): boolean => eventId !== null && knownIds.has(eventId)
  const children = second.filter(
    (execution) => !isOfKnown(execution) && !(execution.parentId !== null && fenced.has(execution.parentId)),
  )
  const standing = await storeExecutions(run, children)
  const started = [...first.filter((execution) => !isOfKnown(execution)), ...children]
  const isMissing = ({ id }: NewExecution): boolean => leftOut.executions.has(id) || standing.has(id)
  const created = started.filter((execution) => !isMissing(execution))
  const existing = await findExisting(run, started.filter(isMissing))

  await writeAside(run, batch, { created, fenced })
  const settled = await settleLines(run, lines, {
    created,
    leaving: lastUpdates(batch)
      .filter(({ executionId }) => !fenced.has(executionId))
      .flatMap(({ line }) => line ?? []),
    announced: announcedIn(batch),
  })
  // Whoever waits in line is called; a job would take it out of its turn.
  const jobless = new Set([...settled.waiting, ...settled.refused, ...fenced])
  const ids = new Set(created.map(({ id }) => id))
  for (const { id } of batch.executions) if (!ids.has(id)) jobless.add(id)
  await writeJobs(
    client,
    batch.jobs.filter(({ executionId: id }) => id === null || !jobless.has(id)),
    jobWriter,
  )

  await advance(run, batch)
  const stored = fresh.map(({ event }) => event).filter(({ id }) => !knownIds.has(id))
  const increments = await tallySightings(run, { stored, known })
  const isQueued = ({ id, owner, end }: NewExecution): boolean =>
    owner === null && end === undefined && !jobless.has(id)
  const isReady = created.some(isQueued) || batch.updates.some(({ status }) => status === 'queued')
  const [, , { command }] = await together(
    addToMeter(run, increments),
    isReady ? run(announceReady, []) : Promise.resolve([]),
    client.query('commit'),
  )
  // PostgreSQL answers the commit of a transaction that failed with what it did instead.
  if (command !== 'COMMIT') throw new Error(`Expected a batch to be committed, found ${command}.`)
  return { newEvents: new Set(stored.map(({ id }) => id)), existing, ...settled, fenced }
}

/** Of events with one identity the first counts. */
function splitDoubles(
  events: readonly NewEvent[],
  keyOf: EventKeys,
): { fresh: KeyedEvent[]; doubles: KeyedEvent[] } {
  const fresh = new Map<string, KeyedEvent>()
  const doubles: KeyedEvent[] = []
  for (const event of events) {
    const key = keyOf(event.identity).toString('hex')
    if (fresh.has(key)) doubles.push({ event, key })
    else fresh.set(key, { event, key })
  }
  return { fresh: [...fresh.values()], doubles }
}

/** Tells children whose parent is written to in the same batch: those obey its fence. */
function callsWithin(batch: Batch): (parentId: string | null) => boolean {
  if (batch.executions.every(({ parentId }) => parentId === null)) return () => false
  const written = new Set(writersOf(batch).map(({ executionId }) => executionId))
  return (parentId) => parentId !== null && written.has(parentId)
}

/** Ids of executions that were not created, each with the one that stands in its place. */
async function findExisting(run: Run, conflicting: readonly NewExecution[]): Promise<Map<string, string>> {
  if (conflicting.length === 0) return new Map()
  const asked = conflicting.map(({ id, parentId, parentCommand }) => ({ id, parentId, parentCommand }))
  const rows = await run<{ asked: string; id: string }>(findStanding, [JSON.stringify(asked)])
  return new Map(rows.map((row) => [row.asked, row.id]))
}

/** What few batches have: entries too long for the journal, what executions are found by beside their event, snapshots. */
async function writeAside(
  run: Run,
  batch: Batch,
  { created, fenced }: { created: readonly NewExecution[]; fenced: ReadonlySet<string> },
): Promise<void> {
  const blobs = [
    ...created.map(({ id, started }) => ({ executionId: id, position: 0, entry: started })),
    ...batch.entries.filter(({ executionId }) => !fenced.has(executionId)),
  ].filter(isLong)
  if (blobs.length > 0) await run(insertBlobs, [JSON.stringify(blobs)])
  const parties = executionParties(
    created,
    batch.entries.filter(({ executionId }) => !fenced.has(executionId)),
  )
  if (parties.length > 0) await run(insertExecutionParties, [JSON.stringify(parties)])
  const snapshots = [...new Map(batch.snapshots.map((snapshot) => [snapshot.executionId, snapshot])).values()]
  const kept = snapshots.filter(({ executionId }) => !fenced.has(executionId))
  if (kept.length > 0) await run(insertSnapshots, [JSON.stringify(kept)])
}

async function writeJobs(
  client: PoolClient,
  jobs: Batch['jobs'],
  jobWriter: Writer['jobWriter'],
): Promise<void> {
  if (jobs.length === 0) return
  if (jobWriter.current === null) throw new Error('A batch has jobs, but no jobs are open. Open them before.')
  await jobWriter.current(
    client,
    jobs.map(({ job }) => job),
  )
}

async function advance(run: Run, { feeds, replays }: Batch): Promise<void> {
  if (feeds.length > 0) await run(advanceFeeds, [JSON.stringify(feeds)])
  if (replays.length === 0) return
  const moved = await run<{ id: string }>(advanceReplays, [JSON.stringify(replays)])
  const stale = replays.find(({ id }) => !moved.some((row) => row.id === id))
  if (stale !== undefined) throw new Error(replayMovedOn(stale.id))
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

const findStanding: Statement = {
  name: 'hot_find_standing',
  text: `select distinct on (x.id) x.id as asked, e.id
    from json_to_recordset($1::json) as x (id text, "parentId" text, "parentCommand" integer)
    join executions e on e.id = x.id or (e.parent_id = x."parentId" and e.parent_command = x."parentCommand")
    order by x.id, e.id = x.id desc`,
}

const insertBlobs: Statement = {
  name: 'hot_insert_blobs',
  text: `insert into journal_blobs (execution_id, position, entry)
    select "executionId", position, entry
    from json_to_recordset($1::json) as x ("executionId" text, position integer, entry text)`,
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
