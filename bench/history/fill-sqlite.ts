import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { partyKey } from '../../packages/server/src/db/party-key.ts'
import { adminOf, admins, payload, personOf, type HistoryShape } from './shape.ts'

const made = (kind: string): string =>
  `substr(printf('%012x', at), 1, 8) || '-' || substr(printf('%012x', at), 9, 4) || '-7${kind}00-8000-' || printf('%012x', n)`

/** The same history in the database of a data directory that no server uses. */
export function fillSqlite(directory: string, shape: HistoryShape, now: number): void {
  const db = new DatabaseSync(path.join(directory, 'keyway.db'))
  try {
    // A fill that is cut off is thrown away.
    db.exec(`pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -500000; pragma temp_store = memory;
      create temp table people (number integer primary key, login integer);
      create temp table admins (number integer primary key, login integer);
      create temp table made (n integer primary key, at integer, person integer, admin integer)`)
    for (const [table, count, of] of [
      ['people', shape.people, personOf],
      ['admins', admins, adminOf],
    ] as const) {
      const insert = db.prepare(`insert into ${table} values (?, ?)`)
      for (let number = 0; number < count; number += 1) {
        const { login } = of(number)
        insert.run(number, partyKey(login))
      }
    }
    const stepMs = (shape.days * 86_400_000) / shape.executions
    const from = Math.round(now - shape.days * 86_400_000)
    const portion = 250_000
    for (let first = 1; first <= shape.executions; first += portion) {
      const last = Math.min(shape.executions, first + portion - 1)
      db.exec(`begin; delete from made;
        with recursive numbers (n) as (select ${first} union all select n + 1 from numbers where n < ${last})
          insert into made select n, ${from} + cast(n * ${stepMs} as integer), n * 2654435761 % ${shape.people},
            iif(n % 20 = 0, 0, 1 + n * 40503 % ${admins - 1}) from numbers;
        ${inserts(shape)}
        commit`)
    }
    // Random keys, in their order: written one by one as they come, they would take longer than all the rest.
    db.exec(`insert into event_keys (key, occurred_at, ways)
        select randomblob(16) as key, received_at, 1 from events order by key;
      analyze`)
  } finally {
    db.close()
  }
}

function inserts({ flows, types }: HistoryShape): string {
  return `
    insert into events (seq, id, source, type, subject, occurred_at, received_at, payload)
      select n, ${made('a')}, 'okta', 'user.lifecycle.made_up_' || (n % ${types}), '00u' || printf('%017d', person), at - 900, at,
        '${payload}' from made order by n;
    insert into event_parties (day, party, event_seq, role)
      select at / 86400000 as day, people.login as party, n, 1 as role from made join people on people.number = person
      union all select at / 86400000, admins.login, n, 0 from made join admins on admins.number = admin
      order by 1, 2, 3, 4;
    insert into executions (seq, id, flow_id, version_id, event_id, root_id, mode, status, attempt, created_at, started_at,
        finished_at, error_code, error_message)
      select n, ${made('b')}, '00000000-0000-7000-8000-' || printf('%012d', n % ${flows}),
        '00000000-0000-7000-8000-000000000000', ${made('a')}, ${made('b')}, 'event',
        case when n % 1000 = 1 then 'waiting' when n % 100 = 0 then 'failed' else 'succeeded' end, 1, at + 2, at + 2,
        iif(n % 1000 <> 1, at + 60, null), iif(n % 100 = 0, 'remote_refused', null),
        iif(n % 100 = 0, 'The other side said no.', null) from made order by n;`
}
