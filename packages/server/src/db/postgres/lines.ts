import type { Pool } from 'pg'
import type { Batch, CommitResult, NewExecution } from '../hot-store.ts'
import { joinsLine, linesOf, planLines, type Line } from '../lines.ts'
import type { Run, Statement } from './statement.ts'
import { lastUpdates } from './writes.ts'

/** Lines of a batch, locked for it. */
export interface HeldLines {
  /** As they stood before the batch. */
  before: ReadonlyMap<string, Line>
  /** How many join and leave all in all, by which the rows are changed already. */
  joining: number
  leaving: number
  /** Whether everybody has their turn with that, and nobody waits. */
  isCalm: boolean
}

/** What really came of a batch. */
interface Moves {
  created: readonly NewExecution[]
  /** Lines of executions that end, one mention for each. */
  leaving: readonly string[]
  /** See `announcedIn`. */
  announced: ReadonlySet<string>
}

/**
 * Locks the lines that a batch touches, all at once and in one order for everybody, before anything else of it. It
 * counts as if all of the batch will be written and all may run, which is nearly always so: then a line costs no more
 * than this.
 */
export async function holdLines(run: Run, batch: Batch): Promise<HeldLines> {
  const touched = linesOf(batch)
  if (touched.length === 0) return { before: new Map(), joining: 0, leaving: 0, isCalm: true }
  const joins = batch.executions.flatMap(({ line }) => line?.key ?? [])
  const leaves = lastUpdates(batch).flatMap(({ line }) => line ?? [])
  const changes = new Map<string, number>()
  for (const key of joins) changes.set(key, (changes.get(key) ?? 0) + 1)
  for (const key of leaves) changes.set(key, (changes.get(key) ?? 0) - 1)
  const changeOf = (key: string): number => changes.get(key) ?? 0
  const rows = await run<Line & { key: string }>(holdStatement, [
    JSON.stringify(touched.map(({ key, most }) => ({ key, most, change: changeOf(key) }))),
  ])
  const before = rows.map(({ key, running, waiting, most }): [string, Line] => [
    key,
    { running: running - changeOf(key), waiting, most },
  ])
  return {
    before: new Map(before),
    joining: joins.length,
    leaving: leaves.length,
    isCalm: rows.every(({ running, waiting, most }) => waiting === 0 && running >= 0 && running <= most),
  }
}

/** Lets the new executions of a batch join their lines and calls the next ones where it ends others. */
export async function settleLines(
  run: Run,
  held: HeldLines,
  { created, leaving, announced }: Moves,
): Promise<Pick<CommitResult, 'waiting' | 'refused' | 'called'>> {
  const called = new Map<string, string>()
  const joining = created.filter(joinsLine)
  const isAsCounted = joining.length === held.joining && leaving.length === held.leaving
  if (held.isCalm && isAsCounted) return { waiting: new Set(), refused: new Set(), called }
  const plan = planLines(held.before, joining, leaving)

  for (const [key, count] of plan.promote) {
    for (const { id } of await run<{ id: string }>(callStatement, [key, count])) called.set(id, key)
  }
  if (plan.wait.length > 0) await run(waitStatement, [plan.wait])
  const without = [...plan.wait, ...plan.refuse.map(({ id }) => id)].filter((id) => announced.has(id))
  if (without.length > 0) await run(takeBackStatement, [without])
  const at = Math.max(0, ...created.map(({ createdAt }) => createdAt))
  const refusals = [...plan.refuse]
  for (const [key, { count, entry }] of plan.cancelOldest) {
    const oldest = await run<{ id: string }>(oldestStatement, [key, count])
    refusals.push(...oldest.map(({ id }) => ({ id, entry })))
  }
  if (refusals.length > 0) await run(refuseStatement, [JSON.stringify(refusals), at])
  const lines = [...plan.lines].map(([key, line]) => ({ key, ...line }))
  await run(keepStatement, [JSON.stringify(lines)])

  const refused = new Set(refusals.map(({ id }) => id))
  return { waiting: new Set(plan.wait.filter((id) => !refused.has(id))), refused, called }
}

const mostForgotten = 10_000

/**
 * Deletes lines that nobody stands in. An account that has one event often has the next soon, and a row that is there
 * costs less than one that is made. Rows that a batch holds are left for the next time.
 */
export async function forgetEmptyLines(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from execution_lines where line_key in (
      select line_key from execution_lines where running = 0 and waiting = 0 limit $1 for update skip locked)`,
    [mostForgotten],
  )
  return rowCount ?? 0
}

/** An upsert waits for whoever holds the row, and creates it where there is none; a lock on nothing would not hold. */
const holdStatement: Statement = {
  name: 'hot_hold_lines',
  text: `insert into execution_lines (line_key, running, waiting, most)
    select key, change, 0, coalesce(most, 0)
      from json_to_recordset($1::json) as x (key text, most integer, change integer) order by key collate "C"
    on conflict (line_key) do update set running = execution_lines.running + excluded.running,
      most = case when excluded.most = 0 then execution_lines.most else excluded.most end
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

/** Whoever does not have its turn announces nothing. */
const takeBackStatement: Statement = {
  name: 'hot_take_back',
  text: 'delete from journal_entries where execution_id = any($1) and position > 0',
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
