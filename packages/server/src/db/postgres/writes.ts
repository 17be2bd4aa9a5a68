import {
  longestInlineEntry,
  spilledEntry,
  writersOf,
  type Batch,
  type ExecutionUpdate,
  type NewEntry,
} from '../hot-store.ts'
import { createBodies, textAt, type Place } from './bodies.ts'
import type { Run, Statement } from './statement.ts'

/** Of several updates of one execution the last one counts; SQL would take any. */
export function lastUpdates({ updates }: Batch): ExecutionUpdate[] {
  return [...new Map(updates.map((update) => [update.executionId, update])).values()]
}

/**
 * Writes journal entries and updates of executions whose writers still own them, in one statement. Returns the
 * executions whose writers do not.
 */
export async function writeHeld(run: Run, batch: Batch): Promise<Set<string>> {
  const writers = new Map(writersOf(batch).map((writer) => [writer.executionId, writer]))
  if (writers.size === 0) return new Set()
  const updates = lastUpdates(batch).map(({ error, stopped, line: _, ...update }) => {
    writers.delete(update.executionId)
    return { ...update, ...error, stopped: stopped ? 1 : 0 }
  })
  const others = [...writers.values()].map(({ executionId, owner, attempt }) => ({
    executionId,
    owner,
    attempt,
  }))
  const bodies = createBodies()
  const refused = await run<{ id: string }>(writeStatement, [
    JSON.stringify(updates),
    JSON.stringify(others),
    JSON.stringify(batch.entries.map((line) => toRow(line, bodies.add))),
    bodies.toBuffer(),
  ])
  return new Set(refused.map(({ id }) => id))
}

export function isLong({ entry }: { entry: string | null }): boolean {
  return (entry?.length ?? 0) > longestInlineEntry
}

function toRow(line: NewEntry, add: (text: string) => Place) {
  const { executionId, position, entry } = line
  return { executionId, position, ...add(isLong(line) ? spilledEntry : entry) }
}

/**
 * An update is its own fence. What is only written to is locked, in one order for all, so that nobody can take it before
 * this batch is committed.
 */
const writeStatement: Statement = {
  name: 'hot_write',
  text: `with ended as materialized (
      select * from json_to_recordset($1::json) as x ("executionId" text, owner text, attempt integer, status text,
        "finishedAt" bigint, code text, message text, step text, stopped integer)
    ), updated as (
      update executions e set status = x.status, finished_at = x."finishedAt", error_code = x.code,
          error_message = x.message, failed_step = x.step, stopped = x.stopped,
          owner = case when x.status = 'running' then e.owner end,
          lease_until = case when x.status = 'running' then e.lease_until end,
          line_key = case when x."finishedAt" is null then e.line_key end
        from ended x where e.id = x."executionId" and e.owner = x.owner and e.attempt = x.attempt
        returning e.id
    ), written_to as materialized (
      select * from json_to_recordset($2::json) as x ("executionId" text, owner text, attempt integer)
    ), locked as materialized (
      select e.id from executions e join written_to x
        on e.id = x."executionId" and e.owner = x.owner and e.attempt = x.attempt order by e.seq for update of e
    ), held as materialized (select id from updated union all select id from locked), entries as (
      insert into journal_entries (execution_id, position, entry)
        select "executionId", position, ${textAt('$4', 'at', 'length')}
          from json_to_recordset($3::json) as x ("executionId" text, position integer, at integer, length integer)
          where ("executionId" in (select id from held)) is true
    )
    select "executionId" as id from ended where ("executionId" in (select id from held)) is not true
    union all
    select "executionId" from written_to where ("executionId" in (select id from held)) is not true`,
}
