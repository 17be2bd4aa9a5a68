import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { NewJob } from '../../jobs/job.ts'
import {
  longestInlineEntry,
  replayMovedOn,
  spilledEntry,
  writersOf,
  type Batch,
  type Claim,
  type ClaimedExecution,
  type CommitResult,
  type Fence,
  type NewEntry,
  type NewEvent,
  type NewExecution,
} from '../hot-store.ts'
import { createEventKeys, type EventKeys } from '../event-key.ts'
import { executionParties } from '../party-key.ts'
import { settleLines } from './line-operations.ts'
import { createSightingTally, wayBits, type SightingTally } from '../sightings.ts'
import { keepUnfiled } from './party-filing.ts'
import type { Operations } from './protocol.ts'
import { createStatementCache } from './statements.ts'

interface HotOperations extends Pick<
  Operations,
  'claim' | 'readyFlows' | 'claimReady' | 'take' | 'renew' | 'journal' | 'snapshots'
> {
  commit: (batch: Batch) => CommitResult
}

type InsertJob = (job: NewJob, now: number) => void

/** The hot path's statements. The thread wraps each operation in a transaction. */
export function createHotOperations(db: DatabaseSync, insertJob: InsertJob): HotOperations {
  const prepare = createStatementCache(db)
  let keys: EventKeys | undefined
  // The schema is there by the first batch.
  const keyOf: EventKeys = (identity) => {
    keys ??= createEventKeys(Number(prepare('select since from event_key_form').get()?.['since'] ?? 0))
    return keys(identity)
  }
  return {
    commit: (batch) => commit(batch, { prepare, insertJob, keyOf }),
    claim: ({ limit, ...claim }) => {
      const free = prepare(`${selectFree} and lease_until is null order by seq limit ?`).all(limit)
      const lapsed = prepare(`${selectFree} and lease_until < ? order by lease_until limit ?`).all(
        claim.now,
        limit - free.length,
      )
      return [...free, ...lapsed].map((row) => own(row, claim))
    },
    readyFlows: ({ after, limit }) => {
      const next = prepare(
        `select flow_id from executions indexed by executions_ready
          where status = 'queued' and flow_id > ? order by flow_id limit 1`,
      )
      const found: string[] = []
      for (let last = after; found.length < limit; last = found.at(-1) ?? after) {
        const row = next.get(last)
        if (row === undefined) break
        found.push(String(row['flow_id']))
      }
      return found
    },
    claimReady: ({ shares, ...claim }) => {
      const find = prepare(
        `select ${claimedColumns}, iif(attempt = 0, (select nullif(entry, '${spilledEntry}') from journal_entries
            where execution_id = executions.id and position = 0), null) as started
          from executions indexed by executions_ready where status = 'queued' and flow_id = ? order by seq limit ?`,
      )
      return shares
        .flatMap(({ flowId, most }) => find.all(flowId, most))
        .map((row) => ({ ...own(row, claim), started: toText(row['started']) }))
    },
    take: ({ executionIds, ...claim }) => {
      const find = prepare(
        `select ${claimedColumns} from executions where id = ? and (lease_until is null or lease_until < ?)
          and status in ('queued', 'running', 'waiting', 'in_doubt') and in_line = 0`,
      )
      return executionIds.flatMap((id) => find.all(id, claim.now)).map((row) => own(row, claim))
    },
    renew: ({ owner, leaseUntil }) => {
      const held = prepare(
        `update executions indexed by executions_recovery set lease_until = ?
          where owner = ? and status in ('queued', 'running') returning id, attempt, status`,
      ).all(leaseUntil, owner)
      return held
        .filter(({ status }) => status === 'running')
        .map(({ id, attempt }) => ({ id: String(id), attempt: Number(attempt) }))
    },
    journal: ({ executionId, from = 0, to = Number.MAX_SAFE_INTEGER }) =>
      prepare(
        `select position, iif(entry = '${spilledEntry}', (select long.entry from journal_blobs long
            where long.execution_id = short.execution_id and long.position = short.position), entry) as entry
          from journal_entries short where execution_id = ? and position >= ? and position < ? order by position`,
      )
        .all(executionId, from, to)
        .map((row) => ({ position: Number(row['position']), entry: String(row['entry']) })),
    snapshots: (executionId) =>
      prepare('select position, state from journal_snapshots where execution_id = ? order by kind')
        .all(executionId)
        .map((row) => ({ position: Number(row['position']), state: String(row['state']) })),
  }

  function own(row: Record<string, SQLOutputValue>, claim: Claim): ClaimedExecution {
    const execution = row as unknown as ClaimedExecution & { seq: number }
    prepare(
      `update executions set status = 'running', owner = ?, lease_until = ?, attempt = attempt + 1,
        started_at = coalesce(started_at, ?) where seq = ?`,
    ).run(claim.owner, claim.leaseUntil, claim.now, execution.seq)
    const { seq: _, ...claimed } = execution
    return { ...claimed, attempt: claimed.attempt + 1 }
  }
}

const claimedColumns = `seq, id, flow_id as flowId, version_id as versionId, event_id as eventId,
  parent_id as parentId, parent_command as parentCommand, root_id as rootId, mode, line_key as lineKey, status as previousStatus, attempt,
  created_at as createdAt`
const selectFree = `select ${claimedColumns} from executions indexed by executions_recovery
  where status in ('queued', 'running') and status = 'running'`

function toText(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

interface Writer {
  prepare: ReturnType<typeof createStatementCache>
  insertJob: InsertJob
  keyOf: EventKeys
}

function commit(batch: Batch, writer: Writer): CommitResult {
  const { prepare, insertJob } = writer
  const newEvents = insertEvents(batch, writer)
  const fences = createFences(batch, prepare)
  const existing = new Map<string, string>()
  const dropped = new Set<string>()
  const created: NewExecution[] = []
  const duplicates = new Set(batch.events.map((event) => event.id).filter((id) => !newEvents.has(id)))

  for (const execution of batch.executions) {
    const isOfDuplicate = execution.eventId !== null && duplicates.has(execution.eventId)
    if (isOfDuplicate || (execution.parentId !== null && fences.isFenced(execution.parentId))) {
      dropped.add(execution.id)
    } else if (!insertExecution(execution, prepare)) {
      existing.set(execution.id, findStanding(execution, prepare))
    } else {
      created.push(execution)
    }
  }
  const standing = batch.entries.filter(({ executionId }) => !fences.isFenced(executionId))
  for (const entry of standing) appendEntry(entry, prepare)
  for (const { executionId, party, role } of executionParties(created, standing)) {
    prepare(
      `insert into execution_parties (day, party, execution_seq, role)
        select created_at / 86400000, ?1, seq, ?2 from executions
        where id = ?3 or id = (select root_id from executions where id = ?3) on conflict do nothing`,
    ).run(party, role, executionId)
  }
  const keep = prepare(
    `insert into journal_snapshots (execution_id, kind, position, state) values (?1, ?2, ?3, ?4)
      on conflict (execution_id, kind) do update set position = ?3, state = ?4 where kind = 1`,
  )
  for (const { executionId, position, state } of batch.snapshots) {
    if (fences.isFenced(executionId)) continue
    keep.run(executionId, 0, position, state)
    keep.run(executionId, 1, position, state)
  }
  const update = prepare(
    `update executions set status = ?1, finished_at = ?2, error_code = ?3, error_message = ?4, failed_step = ?5,
      stopped = ?6, owner = iif(?1 = 'running', owner, null), lease_until = iif(?1 = 'running', lease_until, null),
      line_key = iif(?2 is null, line_key, null)
      where id = ?7`,
  )
  const leaving: string[] = []
  for (const { executionId, status, finishedAt, error, stopped, line } of batch.updates) {
    if (fences.isFenced(executionId)) continue
    if (line !== undefined) leaving.push(line)
    const failure = [error?.code ?? null, error?.message ?? null, error?.step ?? null]
    update.run(status, finishedAt, ...failure, stopped ? 1 : 0, executionId)
  }
  const lines = settleLines(batch, { created, leaving }, prepare)
  // Whoever waits in line is called; a job would take it out of its turn.
  for (const id of [...lines.waiting, ...lines.refused]) dropped.add(id)
  const now = Date.now()
  for (const { executionId, job } of batch.jobs) {
    const isDropped =
      executionId !== null &&
      (dropped.has(executionId) || existing.has(executionId) || fences.isFenced(executionId))
    if (!isDropped) insertJob(job, now)
  }
  const advance = prepare('update okta_feeds set state = ?, lease_until = ? where org = ? and owner = ?')
  for (const { org, owner, leaseUntil, state } of batch.feeds) advance.run(state, leaseUntil, org, owner)
  const advanceReplay = prepare(
    `update event_replays set position = ?, done = done + ?, started = started + ?
      where id = ? and position = ? and status = 'running'`,
  )
  for (const { id, from, to, done, started } of batch.replays) {
    if (advanceReplay.run(to, done, started, id, from).changes === 0) throw new Error(replayMovedOn(id))
  }
  return { newEvents, existing, ...lines, fenced: fences.fenced }
}

function insertEvents({ events }: Batch, { prepare, keyOf }: Writer): Set<string> {
  const newEvents = new Set<string>()
  const addKey = prepare(
    'insert into event_keys (key, occurred_at, ways) values (?, ?, ?) on conflict do nothing',
  )
  const addEvent = prepare(
    `insert into events (id, source, type, subject, occurred_at, received_at, payload, skipped)
      values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const tally = createSightingTally()
  for (const event of events) {
    const key = keyOf(event.identity)
    const way = wayBits(event.sighting)
    if (addKey.run(key, Math.max(event.occurredAt, event.receivedAt), way).changes === 0) {
      if (way !== 0) noteSighting({ event, key, way }, tally, prepare)
      continue
    }
    const { id, source, type, subject, occurredAt, receivedAt, payload, skipped = null } = event
    const stored = addEvent.run(id, source, type, subject, occurredAt, receivedAt, payload, skipped)
    keepUnfiled(event, Number(stored.lastInsertRowid), prepare)
    newEvents.add(id)
    tally.first(event)
  }
  const add = prepare(
    `insert into okta_meter (org, day, type, measure, count) values (?, ?, ?, ?, ?)
      on conflict do update set count = count + excluded.count`,
  )
  for (const { org, day, type, measure, count } of tally.increments()) add.run(org, day, type, measure, count)
  return newEvents
}

/** A known event that came another way, too. */
function noteSighting(
  { event, key, way }: { event: NewEvent; key: Uint8Array; way: number },
  tally: SightingTally,
  prepare: Writer['prepare'],
): void {
  const before = Number(prepare('select ways from event_keys where key = ?').get(key)?.['ways'])
  if ((before & way) !== 0) return
  prepare('update event_keys set ways = ? where key = ?').run(before | way, key)
  tally.again(event, before)
}

function insertExecution(execution: NewExecution, prepare: Writer['prepare']): boolean {
  const { id, flowId, versionId, eventId, parentId, parentCommand, rootId, mode, status } = execution
  const { owner, leaseUntil, createdAt, started, end } = execution
  const isTried = owner !== null || end !== undefined
  const { changes } = prepare(
    `insert into executions (id, flow_id, version_id, event_id, parent_id, parent_command, root_id, mode, status, owner,
      lease_until, attempt, created_at, started_at, finished_at, error_code, error_message, failed_step, stopped, dry_run,
      rerun_of, journal, line_key, line_order)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do nothing`,
  ).run(
    id,
    flowId,
    versionId,
    eventId,
    parentId,
    parentCommand,
    rootId,
    mode,
    end?.status ?? status,
    owner,
    leaseUntil,
    isTried ? 1 : 0,
    createdAt,
    isTried ? createdAt : null,
    end?.finishedAt ?? null,
    end?.error?.code ?? null,
    end?.error?.message ?? null,
    end?.error?.step ?? null,
    end?.stopped === true ? 1 : 0,
    execution.dryRun === true ? 1 : 0,
    execution.rerunOf ?? null,
    execution.journal ?? 'kept',
    execution.line?.key ?? null,
    execution.line?.order ?? null,
  )
  if (changes === 0) return false
  if (started !== null) {
    appendEntry({ executionId: id, position: 0, entry: started }, prepare)
  }
  return true
}

function appendEntry(
  { executionId, position, entry }: Pick<NewEntry, 'executionId' | 'position' | 'entry'>,
  prepare: Writer['prepare'],
): void {
  const isLong = entry.length > longestInlineEntry
  const insert = prepare('insert into journal_entries (execution_id, position, entry) values (?, ?, ?)')
  insert.run(executionId, position, isLong ? spilledEntry : entry)
  if (!isLong) return
  const spill = prepare('insert into journal_blobs (execution_id, position, entry) values (?, ?, ?)')
  spill.run(executionId, position, entry)
}

function findStanding({ id, parentId, parentCommand }: NewExecution, prepare: Writer['prepare']): string {
  const standing = prepare(
    'select id from executions where id = ?1 or (parent_id = ?2 and parent_command = ?3) order by id = ?1 desc limit 1',
  ).get(id, parentId, parentCommand)
  return String(standing?.['id'])
}

/** Looks each writing attempt up once, and only after the batch's own executions are in. */
function createFences(batch: Batch, prepare: Writer['prepare']) {
  const writers = new Map<string, Fence>()
  for (const writer of writersOf(batch)) writers.set(writer.executionId, writer)
  const known = new Map<string, boolean>()
  const fenced = new Set<string>()
  const find = prepare('select 1 from executions where id = ? and owner = ? and attempt = ?')
  return {
    fenced,
    isFenced(executionId: string): boolean {
      const answer = known.get(executionId)
      if (answer !== undefined) return answer
      const writer = writers.get(executionId)
      const isFenced =
        writer !== undefined && find.get(executionId, writer.owner, writer.attempt) === undefined
      known.set(executionId, isFenced)
      if (isFenced) fenced.add(executionId)
      return isFenced
    },
  }
}
