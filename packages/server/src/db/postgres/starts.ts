import { longestInlineEntry, spilledEntry, type NewEvent, type NewExecution } from '../hot-store.ts'
import { partyRows } from '../party-key.ts'
import { wayBits } from '../sightings.ts'
import { createBodies, textAt, type Place } from './bodies.ts'
import type { Run, Statement } from './statement.ts'

/** An event with the key of its identity, in hexadecimal digits. */
export interface KeyedEvent {
  event: NewEvent
  key: string
}

export interface Starts {
  events: readonly KeyedEvent[]
  /** What they start, and what starts without one. */
  executions: readonly NewExecution[]
}

/** Ids of what was not stored: events that are known, and executions that are of such an event, or exist. */
export interface LeftOut {
  events: ReadonlySet<string>
  executions: ReadonlySet<string>
}

/**
 * Stores the events that are not known yet, with what they are found by, and the executions they start with their first
 * journal entries, in one statement. No two events have the same key.
 */
export async function storeStarts(run: Run, { events, executions }: Starts): Promise<LeftOut> {
  if (events.length === 0 && executions.length === 0) return { events: new Set(), executions: new Set() }
  const places = new Map(events.map(({ event }, at) => [event.id, at + 1]))
  const parties = events.flatMap(({ event }, at) => partyRows(event, at + 1))
  const bodies = createBodies()
  const missing = await run<{ kind: 'event' | 'execution'; id: string }>(insertStarts, [
    JSON.stringify(events.map((keyed) => toEventRow(keyed, bodies.add))),
    ...[0, 1, 2, 3].map((column) => `{${parties.map((row) => row[column]).join(',')}}`),
    JSON.stringify(executions.map((execution) => toExecutionRow(execution, { places, add: bodies.add }))),
    bodies.toBuffer(),
  ])
  const idsOf = (kind: 'event' | 'execution'): Set<string> =>
    new Set(missing.filter((row) => row.kind === kind).map(({ id }) => id))
  return { events: idsOf('event'), executions: idsOf('execution') }
}

/** Creates executions whose event, if they have one, is stored. Returns the ids of those that exist already. */
export async function storeExecutions(
  run: Run,
  executions: readonly NewExecution[],
): Promise<ReadonlySet<string>> {
  return (await storeStarts(run, { events: [], executions })).executions
}

type AddBody = (text: string) => Place

function toEventRow({ event, key }: KeyedEvent, add: AddBody) {
  const { id, source, type, subject, occurredAt, receivedAt, payload, skipped } = event
  return {
    id,
    key: `\\x${key}`,
    source,
    type,
    subject,
    occurredAt,
    receivedAt,
    ...add(payload),
    skipped,
    way: wayBits(event.sighting),
  }
}

/** What is null is left out: that is the same to PostgreSQL, and less to read. */
function toExecutionRow(
  execution: NewExecution,
  { places, add }: { places: ReadonlyMap<string, number>; add: AddBody },
) {
  const { id, flowId, versionId, rootId, mode, status, createdAt, dryRun, rerunOf, journal } = execution
  const { line, started, eventId, parentId, parentCommand, owner, leaseUntil, end } = execution
  const isLong = (started?.length ?? 0) > longestInlineEntry
  return {
    id,
    flowId,
    versionId,
    rootId,
    mode,
    status: end?.status ?? status,
    createdAt,
    dryRun,
    rerunOf,
    journal,
    eventId: eventId ?? undefined,
    parentId: parentId ?? undefined,
    parentCommand: parentCommand ?? undefined,
    owner: owner ?? undefined,
    leaseUntil: leaseUntil ?? undefined,
    // Where its event is stored by this statement, it depends on that.
    event: eventId === null ? undefined : places.get(eventId),
    lineKey: line?.key,
    lineOrder: line?.order,
    ...(end === undefined ? {} : { finishedAt: end.finishedAt, ...end.error, stopped: end.stopped ? 1 : 0 }),
    ...(started === null ? {} : add(isLong ? spilledEntry : started)),
  }
}

/**
 * Keys are taken in one order by all, so that two batches with the same events cannot wait for each other. Events are
 * numbered as they come, so the numbers given out belong to the fresh ones in this order; executions and parties name
 * their event by its place. `(… in …) is true` is looked up in a hash table, whatever the planner believes.
 */
const insertStarts: Statement = {
  name: 'hot_insert_starts',
  text: `with input as materialized (
      select * from rows from (json_to_recordset($1::json) as (id text, key bytea, source text, type text, subject text,
        "occurredAt" bigint, "receivedAt" bigint, at integer, length integer, skipped text, way integer)) with ordinality
        as x (id, key, source, type, subject, occurred_at, received_at, at, length, skipped, way, n)
    ), taken as (
      insert into event_keys (key, occurred_at, ways) select key, greatest(occurred_at, received_at), way from input order by key
        on conflict do nothing returning key
    ), looked_at as materialized (
      select input.*, (key in (select key from taken)) is true as is_fresh from input order by n
    ), stored as (
      insert into events (id, source, type, subject, occurred_at, received_at, payload, skipped)
        select id, source, type, subject, occurred_at, received_at, ${textAt('$7', 'at', 'length')}, skipped from looked_at
          where is_fresh order by n
        returning seq
    ), numbers as materialized (
      select array(select case when is_fresh then sum(is_fresh::int) over (order by n) else 0 end from looked_at order by n)
        as places, array(select seq from stored order by seq) as seqs
    ), found_by as (
      insert into event_parties (day, party, event_seq, role)
        select p.day, p.party, seqs[places[p.n]], p.role
          from numbers, unnest($2::bigint[], $3::bigint[], $4::integer[], $5::integer[]) as p (day, party, n, role)
          where places[p.n] > 0
        on conflict do nothing
    ), wanted as materialized (
      select * from rows from (json_to_recordset($6::json) as (id text, "flowId" text, "versionId" text, "eventId" text,
        "parentId" text, "parentCommand" integer, "rootId" text, mode text, status text, owner text, "leaseUntil" bigint,
        "createdAt" bigint, "finishedAt" bigint, code text, message text, step text, stopped integer, "dryRun" boolean,
        "rerunOf" text, journal text, "lineKey" text, "lineOrder" bigint,
        at integer, length integer, event integer)) with ordinality
        as x (id, flow_id, version_id, event_id, parent_id, parent_command, root_id, mode, status, owner, lease_until,
          created_at, finished_at, error_code, error_message, failed_step, stopped, dry_run, rerun_of, journal, line_key,
          line_order, at, length, event, n)
    ), created as (
      insert into executions (id, flow_id, version_id, event_id, parent_id, parent_command, root_id, mode, status, owner,
          lease_until, attempt, created_at, started_at, finished_at, error_code, error_message, failed_step, stopped,
          dry_run, rerun_of, journal, line_key, line_order)
        select id, flow_id, version_id, event_id, parent_id, parent_command, root_id, mode, status, owner,
          lease_until, case when coalesce(owner, finished_at::text) is null then 0 else 1 end, created_at,
          case when coalesce(owner, finished_at::text) is null then null else created_at end,
          finished_at, error_code, error_message, failed_step, coalesce(stopped, 0), coalesce(dry_run, false)::int, rerun_of,
          coalesce(journal, 'kept'), line_key, line_order
          from wanted, numbers where event is null or places[event] > 0 order by n
        on conflict do nothing returning id
    ), begun as (
      insert into journal_entries (execution_id, position, entry)
        select id, 0, ${textAt('$7', 'at', 'length')} from wanted where at is not null and (id in (select id from created)) is true
    )
    select 'event' as kind, id from looked_at where not is_fresh
    union all
    select 'execution', id from wanted where (id in (select id from created)) is not true`,
}
