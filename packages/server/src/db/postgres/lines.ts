import type { PoolClient } from 'pg'
import type { Batch, CommitResult, NewExecution } from '../hot-store.ts'
import { joinsLine, linesOf, planLines, type Line } from '../lines.ts'
import type { Statement } from './statement.ts'

/** Locks the lines that a batch may touch, all at once and in one order for everybody, before anything else of it. */
export async function lockLines(client: PoolClient, batch: Batch): Promise<Map<string, Line>> {
  const touched = linesOf(batch)
  if (touched.length === 0) return new Map()
  const { rows } = await client.query<Line & { key: string }>({
    ...lockStatement,
    values: [JSON.stringify(touched)],
  })
  return new Map(rows.map(({ key, running, waiting, most }) => [key, { running, waiting, most }]))
}

/** Lets the new executions of a batch join their lines and calls the next ones where it ends others. */
export async function settleLines(
  client: PoolClient,
  before: ReadonlyMap<string, Line>,
  { created, leaving }: { created: readonly NewExecution[]; leaving: readonly string[] },
): Promise<Pick<CommitResult, 'waiting' | 'refused' | 'called'>> {
  const called = new Map<string, string>()
  if (before.size === 0) return { waiting: new Set(), refused: new Set(), called }
  const plan = planLines(before, created.filter(joinsLine), leaving)
  const run = async <Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]> =>
    (await client.query<Row>({ ...statement, values })).rows

  for (const [key, count] of plan.promote) {
    for (const { id } of await run<{ id: string }>(callStatement, [key, count])) called.set(id, key)
  }
  if (plan.wait.length > 0) await run(waitStatement, [plan.wait])
  const at = Math.max(0, ...created.map(({ createdAt }) => createdAt))
  const refusals = [...plan.refuse]
  for (const [key, { count, entry }] of plan.cancelOldest) {
    const oldest = await run<{ id: string }>(oldestStatement, [key, count])
    refusals.push(...oldest.map(({ id }) => ({ id, entry })))
  }
  if (refusals.length > 0) await run(refuseStatement, [JSON.stringify(refusals), at])
  const lines = [...plan.lines].map(([key, line]) => ({ key, ...line }))
  await run(keepStatement, [JSON.stringify(lines)])
  const empty = lines.filter(({ running, waiting }) => running === 0 && waiting === 0).map(({ key }) => key)
  if (empty.length > 0) await run(dropStatement, [empty])

  const refused = new Set(refusals.map(({ id }) => id))
  return { waiting: new Set(plan.wait.filter((id) => !refused.has(id))), refused, called }
}

/** An upsert waits for whoever holds the row, and creates it where there is none; a lock on nothing would not hold. */
const lockStatement: Statement = {
  name: 'hot_lock_lines',
  text: `insert into execution_lines (line_key, running, waiting, most)
    select key, 0, 0, coalesce(most, 0) from json_to_recordset($1::json) as x (key text, most integer) order by key collate "C"
    on conflict (line_key) do update
      set most = case when excluded.most = 0 then execution_lines.most else excluded.most end
    returning line_key as key, running, waiting, most`,
}

const callStatement: Statement = {
  name: 'hot_call_line',
  text: `update executions set in_line = 0, status = case when status = 'waiting' then 'queued' else status end
    where seq in (select seq from executions where line_key = $1 and in_line = 1 order by line_order, seq limit $2)
    returning id`,
}

const waitStatement: Statement = {
  name: 'hot_wait_in_line',
  text: `update executions set in_line = 1, status = 'waiting', owner = null, lease_until = null, attempt = 0,
      started_at = null where id = any($1)`,
}

const oldestStatement: Statement = {
  name: 'hot_oldest_in_line',
  text: 'select id from executions where line_key = $1 and in_line = 1 order by line_order, seq limit $2',
}

const refuseStatement: Statement = {
  name: 'hot_refuse_in_line',
  text: `with refused as (select * from json_to_recordset($1::json) as x (id text, entry text)), entries as (
      insert into journal_entries (execution_id, position, entry) select id, 1, entry from refused
    )
    update executions e set in_line = 0, line_key = null, status = 'cancelled', owner = null, lease_until = null, attempt = 0,
      started_at = null, finished_at = $2 from refused where e.id = refused.id`,
}

const keepStatement: Statement = {
  name: 'hot_keep_lines',
  text: `update execution_lines l set running = x.running, waiting = x.waiting, most = x.most
    from json_to_recordset($1::json) as x (key text, running integer, waiting integer, most integer)
    where l.line_key = x.key`,
}

const dropStatement: Statement = {
  name: 'hot_drop_lines',
  text: 'delete from execution_lines where line_key = any($1)',
}
