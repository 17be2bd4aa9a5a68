import { sql, type RawBuilder } from 'kysely'

// Ids grow with time and are indexed; times are not. Sequence numbers nearly follow: commits wait for each other and the
// clocks of processes differ, by less than this.
const slackMs = 60_000

type TimedTable = 'events' | 'executions'

/** The first sequence number that a row of this time can have. Beside it, compare the time itself. */
export function firstSeqAt(table: TimedTable, time: number): RawBuilder<number> {
  return sql`(select seq from ${sql.table(table)} where id >= ${idAt(time - slackMs)} order by id limit 1)`
}

/** The last sequence number that a row of this time can have. Beside it, compare the time itself. */
export function lastSeqAt(table: TimedTable, time: number): RawBuilder<number> {
  return sql`(select seq from ${sql.table(table)} where id < ${idAt(time + slackMs)} order by id desc limit 1)`
}

/** The part of a UUIDv7 that is its time: where ids of that millisecond begin. */
export function idAt(time: number): string {
  const hex = Math.min(Math.max(0, time), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}
