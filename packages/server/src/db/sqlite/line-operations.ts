import type { NewExecution } from '../hot-store.ts'
import { announcedIn, joinsLine, linesOf, planLines, type Line } from '../lines.ts'
import type { Batch } from '../hot-store.ts'
import type { createStatementCache } from './statements.ts'

type Prepare = ReturnType<typeof createStatementCache>

/** What a batch did to the lines: see `CommitResult`. */
export interface LineResult {
  waiting: Set<string>
  refused: Set<string>
  called: Map<string, string>
}

/** Lets the new executions of a batch join their lines and calls the next ones where it ends others. */
export function settleLines(
  batch: Batch,
  { created, leaving }: { created: readonly NewExecution[]; leaving: readonly string[] },
  prepare: Prepare,
): LineResult {
  const touched = linesOf(batch)
  const result: LineResult = { waiting: new Set(), refused: new Set(), called: new Map() }
  if (touched.length === 0) return result
  const find = prepare('select running, waiting, most from execution_lines where line_key = ?')
  const before = new Map(
    touched.map(({ key, most }): [string, Line] => {
      const row = find.get(key)
      const line = {
        running: Number(row?.['running'] ?? 0),
        waiting: Number(row?.['waiting'] ?? 0),
        most: most ?? Number(row?.['most'] ?? 1),
      }
      return [key, line]
    }),
  )
  const plan = planLines(before, created.filter(joinsLine), leaving)
  const at = Math.max(0, ...batch.executions.map(({ createdAt }) => createdAt))

  const call = prepare(
    `update executions set in_line = 0, status = iif(status = 'waiting', 'queued', status) where seq in
      (select seq from executions where line_key = ? and in_line = 1 order by line_order, seq limit ?) returning id`,
  )
  for (const [key, count] of plan.promote) {
    for (const { id } of call.all(key, count)) result.called.set(String(id), key)
  }
  const wait = prepare(
    `update executions set in_line = 1, status = 'waiting', owner = null, lease_until = null, attempt = 0,
      started_at = null where id = ?`,
  )
  // Whoever does not have its turn announces nothing.
  const announced = announcedIn(batch)
  const forget = prepare('delete from journal_entries where execution_id = ? and position > 0')
  const takeBack = (id: string): void => {
    if (announced.has(id)) forget.run(id)
  }
  for (const id of plan.wait) {
    wait.run(id)
    takeBack(id)
    result.waiting.add(id)
  }
  const cancel = prepare(
    `update executions set in_line = 0, line_key = null, status = 'cancelled', owner = null, lease_until = null, attempt = 0,
      started_at = null, finished_at = ? where id = ?`,
  )
  const append = prepare('insert into journal_entries (execution_id, position, entry) values (?, 1, ?)')
  const refuse = (id: string, entry: string): void => {
    cancel.run(at, id)
    takeBack(id)
    append.run(id, entry)
    result.waiting.delete(id)
    result.refused.add(id)
  }
  for (const { id, entry } of plan.refuse) refuse(id, entry)
  const oldest = prepare(
    'select id from executions where line_key = ? and in_line = 1 order by line_order, seq limit ?',
  )
  for (const [key, { count, entry }] of plan.cancelOldest) {
    for (const { id } of oldest.all(key, count)) refuse(String(id), entry)
  }

  const keep = prepare(
    `insert into execution_lines (line_key, running, waiting, most) values (?1, ?2, ?3, ?4)
      on conflict (line_key) do update set running = ?2, waiting = ?3, most = ?4`,
  )
  const drop = prepare('delete from execution_lines where line_key = ?')
  for (const [key, { running, waiting, most }] of plan.lines) {
    if (running === 0 && waiting === 0) drop.run(key)
    else keep.run(key, running, waiting, most)
  }
  return result
}
