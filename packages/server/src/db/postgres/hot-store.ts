import type { Pool } from 'pg'
import type { PostgresDatabase } from '../database.ts'
import {
  spilledEntry,
  type ClaimedExecution,
  type HeldExecution,
  type HotStore,
  type JournalLine,
  type ReadyExecution,
  type StoredSnapshot,
} from '../hot-store.ts'
import { createEventKeys, type EventKeys } from '../event-key.ts'
import { commitBatch } from './commit.ts'
import type { Statement } from './statement.ts'

export interface HotStoreParts {
  pool: Pool
  /** Pipelined connections for batches. */
  hotPool: Pool
  jobWriter: PostgresDatabase['jobWriter']
}

/**
 * The hot path on PostgreSQL: each part of a batch is one prepared statement over `json_to_recordset`, which costs one
 * text parameter however many rows there are.
 */
export function createPostgresHotStore({ pool, hotPool, jobWriter }: HotStoreParts): HotStore {
  const claimed = async (statement: Statement, values: unknown[]): Promise<ClaimedExecution[]> => {
    const { rows } = await pool.query<ClaimedExecution & { seq: number }>({ ...statement, values })
    return rows.toSorted((a, b) => a.seq - b.seq).map(({ seq: _, ...execution }) => execution)
  }
  let keys: EventKeys | undefined
  async function readKeys(): Promise<EventKeys> {
    const { rows } = await pool.query<{ since: string }>('select since from event_key_form')
    return createEventKeys(Number(rows[0]?.since ?? 0))
  }
  return {
    async commit(batch) {
      // It never changes once the schema is there.
      keys ??= await readKeys()
      return commitBatch(hotPool, batch, { jobWriter, keyOf: keys })
    },
    claim: ({ owner, leaseUntil, now, limit }) => claimed(claimStatement, [owner, leaseUntil, now, limit]),
    async readyFlows({ after, limit }) {
      const { rows } = await pool.query<{ id: string }>({ ...readyFlowsStatement, values: [after, limit] })
      return rows.map(({ id }) => id)
    },
    async claimReady({ owner, leaseUntil, now, shares }) {
      const values = [owner, leaseUntil, now, JSON.stringify(shares)]
      const { rows } = await pool.query<ReadyExecution & { seq: number }>({ ...claimReadyStatement, values })
      return rows.toSorted((a, b) => a.seq - b.seq).map(({ seq: _, ...execution }) => execution)
    },
    take: ({ owner, leaseUntil, now, executionIds }) =>
      claimed(takeStatement, [owner, leaseUntil, now, JSON.stringify(executionIds)]),
    async renew({ owner, leaseUntil }) {
      const { rows } = await pool.query<HeldExecution & { status: string }>({
        ...renewStatement,
        values: [leaseUntil, owner],
      })
      return rows.filter(({ status }) => status === 'running').map(({ id, attempt }) => ({ id, attempt }))
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
      where status = 'running' and coalesce(lease_until, 0) < $3::bigint
      order by coalesce(lease_until, 0), seq limit $4 for update skip locked
    ) ${takeOver}`,
}

/** From one flow to the next along the index, however many of each are queued. */
const readyFlowsStatement: Statement = {
  name: 'hot_ready_flows',
  text: `with recursive flows as (
      (select flow_id from executions where status = 'queued' and flow_id > $1 order by flow_id limit 1)
      union all
      select (select flow_id from executions where status = 'queued' and flow_id > flows.flow_id order by flow_id limit 1)
        from flows where flows.flow_id is not null
    ) select flow_id as id from flows where flow_id is not null limit $2`,
}

const claimReadyStatement: Statement = {
  name: 'hot_claim_ready',
  text: `with shares as (
      select * from json_to_recordset($4::json) as x ("flowId" text, most integer)
    ), picked as materialized (
      select ready.seq, ready.status from shares, lateral (
        select seq, status from executions where status = 'queued' and flow_id = shares."flowId"
          order by seq limit shares.most for update skip locked
      ) as ready
    ) ${takeOver}, case when e.attempt = 1 then (select nullif(entry, '${spilledEntry}') from journal_entries
      where execution_id = e.id and position = 0) end as started`,
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
  text: `update executions set lease_until = $1 where owner = $2 and status in ('queued', 'running')
    returning id, attempt, status`,
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
