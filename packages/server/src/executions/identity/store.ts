import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { dayOf, partyKey } from '../../db/party-key.ts'
import { firstSeqAt, idAt, lastSeqAt } from '../../db/seq-at.ts'

/** Short at first: somebody who is named thousands of times a day is found as fast as one who is named once a year. */
const firstSpanMs = 15 * 60_000
/** How much longer the next stretch is: by what was found it should hold the rest, and some more. */
const leastGrowth = 2
const mostGrowth = 16
const margin = 1.5
/** Commits wait for each other and clocks differ: what belongs together may be filed a moment apart. */
const slackMs = 60_000
const mostDays = 3_660

/**
 * Sequence numbers of executions that are about somebody or something, newest first, in portions: executions of events
 * that name them, and executions whose steps changed them. `atOnce` is how many a portion has at most; it may be empty.
 */
export async function* seqsByIdentity(
  db: Db,
  who: string,
  { before, from, atOnce }: { before: number | undefined; from: number | undefined; atOnce: number },
): AsyncGenerator<number[]> {
  const party = partyKey(who)
  const newest = await findNewest(db, before)
  if (newest === undefined) return
  let { seq: upTo, at: to } = newest
  let found = 0
  for (let spanMs = firstSpanMs; ; spanMs *= growth(found, atOnce)) {
    const start = to - spanMs
    let look = await lookBack(db, party, { start, to, upTo, limit: atOnce })
    // Numbers and times run nearly alike; where a number is ahead of its time, its turn comes with the next stretch.
    if (look.end !== null && look.end.seq >= upTo) continue
    for (;;) {
      found += look.seqs.length
      yield look.seqs
      const last = look.seqs.at(-1)
      if (last === undefined || look.seqs.length < atOnce) break
      look = await lookBack(db, party, { start, to, upTo: last - 1, limit: atOnce })
    }
    if (look.end === null || (from !== undefined && start < from)) return
    upTo = look.end.seq
    to = Math.min(start, look.end.at)
  }
}

/** Stretches grow, so what was found so far lies mostly in the last one. */
function growth(found: number, wanted: number): number {
  if (found === 0) return mostGrowth / 2
  return Math.min(mostGrowth, Math.max(leastGrowth, (margin * (wanted - found)) / found))
}

interface Place {
  seq: number
  at: number
}

function findNewest(db: Db, before = Number.MAX_SAFE_INTEGER): Promise<Place | undefined> {
  return db
    .selectFrom('executions')
    .select(['seq', 'created_at as at'])
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A stretch of executions: from `upTo` back to the last one that was created before `start`, which is not in it. */
interface Stretch {
  start: number
  to: number
  upTo: number
  limit: number
}

/** What a stretch has about a party, and where it ends; null when nothing is older. */
async function lookBack(
  db: Db,
  party: number,
  { start, to, upTo, limit }: Stretch,
): Promise<{ end: Place | null; seqs: number[] }> {
  const last = dayOf(to + slackMs)
  const first = Math.max(dayOf(start - slackMs), last - mostDays)
  const days = sql.join(Array.from({ length: last - first + 1 }, (_, at) => first + at))
  const { rows } = await sql<{ seq: number | null; at: number | null }>`
    with older as (
      select seq, created_at as at from executions where id < ${idAt(start)} order by id desc limit 1
    ), found as (
      select e.seq as seq from event_parties p
        join events v on v.seq = p.event_seq join executions e on e.event_id = v.id
        where p.day in (${days}) and p.party = ${party}
          and p.event_seq >= ${firstSeqAt('events', start)} and p.event_seq <= ${lastSeqAt('events', to)}
          and e.seq > coalesce((select seq from older), 0) and e.seq <= ${upTo}
      union select execution_seq from execution_parties
        where day in (${days}) and party = ${party}
          and execution_seq > coalesce((select seq from older), 0) and execution_seq <= ${upTo}
      order by 1 desc limit ${limit}
    )
    select seq, at from older union all select seq, null from found`.execute(db)
  const older = rows.find(({ at }) => at !== null)
  return {
    end: older === undefined ? null : { seq: Number(older.seq), at: Number(older.at) },
    seqs: rows
      .filter(({ at }) => at === null)
      .map(({ seq }) => Number(seq))
      .toSorted((a, b) => b - a),
  }
}
