import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { dayOf, partyKey } from '../../db/party-key.ts'
import { firstSeqAt, idAt, lastSeqAt } from '../../db/seq-at.ts'

/** Executions by sequence number: those behind `after`, up to and with `upTo`, created between the two times or nearly so. */
interface Range {
  after: number
  upTo: number
  from: number
  to: number
}

/** Short at first: somebody who is named thousands of times a day is found as fast as one who is named once a year. */
const firstSpanMs = 15 * 60_000
const spanGrowth = 4
/** Commits wait for each other and clocks differ: rows of a day may be filed a moment before or after it. */
const slackMs = 60_000
const mostDays = 3_660

/**
 * Sequence numbers of executions that are about somebody or something, newest first, in portions: executions of events
 * that name them, and executions whose steps changed them. `atOnce` is how many a portion has at most.
 */
export async function* seqsByIdentity(
  db: Db,
  who: string,
  { before, from, atOnce }: { before: number | undefined; from: number | undefined; atOnce: number },
): AsyncGenerator<number[]> {
  const party = partyKey(who)
  for await (const range of rangesBackwards(db, before)) {
    for (let upTo = range.upTo; ;) {
      const seqs = await namedIn(db, party, { ...range, upTo, limit: atOnce })
      yield seqs
      const last = seqs.at(-1)
      if (last === undefined || seqs.length < atOnce) break
      upTo = last - 1
    }
    if (from !== undefined && range.from < from) return
  }
}

async function namedIn(
  db: Db,
  party: number,
  { after, upTo, from, to, limit }: Range & { limit: number },
): Promise<number[]> {
  const days = sql.join(await daysBetween(db, from - slackMs, to + slackMs))
  const { rows } = await sql<{ seq: number }>`
    select e.seq as seq from event_parties p
      join events v on v.seq = p.event_seq join executions e on e.event_id = v.id
      where p.day in (${days}) and p.party = ${party}
        and p.event_seq >= ${firstSeqAt('events', from)} and p.event_seq <= ${lastSeqAt('events', to)}
        and e.seq > ${after} and e.seq <= ${upTo}
    union select execution_seq from execution_parties
      where day in (${days}) and party = ${party} and execution_seq > ${after} and execution_seq <= ${upTo}
    order by seq desc limit ${limit}`.execute(db)
  return rows.map(({ seq }) => Number(seq))
}

/** Stretches of executions from the newest to the oldest, each several times as long as the one before. */
async function* rangesBackwards(db: Db, before: number | undefined): AsyncGenerator<Range> {
  const newest = await db
    .selectFrom('executions')
    .select(['seq', 'created_at as at'])
    .where('seq', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest === undefined) return
  let { seq: upTo, at: to } = newest
  for (let spanMs = firstSpanMs; ; spanMs *= spanGrowth) {
    const start = to - spanMs
    const next = await db
      .selectFrom('executions')
      .select(['seq', 'created_at as at'])
      .where('id', '<', idAt(start))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (next === undefined) {
      yield { after: 0, upTo, from: 0, to }
      return
    }
    // Numbers and times run nearly alike; where a number is ahead of its time, its turn comes with the next stretch.
    if (next.seq >= upTo) continue
    yield { after: next.seq, upTo, from: start, to }
    upTo = next.seq
    to = Math.min(start, next.at)
  }
}

/** The days between two times on which anything was filed. */
async function daysBetween(db: Db, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ events: number | null; executions: number | null }>`
    select (select min(day) from event_parties) as events, (select min(day) from execution_parties) as executions`.execute(
    db,
  )
  const known = [rows[0]?.events ?? Infinity, rows[0]?.executions ?? Infinity].map(Number)
  const last = dayOf(to)
  const first = Math.max(dayOf(from), Math.min(...known, last), last - mostDays)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
