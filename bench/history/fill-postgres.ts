import { Client } from 'pg'
import { partyKey } from '../../packages/server/src/db/party-key.ts'
import { adminOf, admins, payload, personOf, type HistoryShape } from './shape.ts'

/** Numbers `n` from 1 become times and ids that grow with them. */
const made = (
  kind: string,
): string => `(select substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-7${kind}00-8000-' || lpad(to_hex(n), 12, '0')
  from (select lpad(to_hex(at), 12, '0') as hex) as hexed)`

/**
 * Puts a history into an empty Keyway database on PostgreSQL, by SQL alone: a hundred times as fast as living through it.
 * Indexes that hold no key are made at the end.
 */
export async function fillPostgres(url: string, shape: HistoryShape, now: number): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    await client.query(
      "set synchronous_commit = off; set work_mem = '128MB'; set maintenance_work_mem = '256MB'",
    )
    const parked = await parkIndexes(client)
    await fillPeople(client, shape)
    const stepMs = (shape.days * 86_400_000) / shape.executions
    const from = Math.round(now - shape.days * 86_400_000)
    const portion = 1_000_000
    for (let first = 1; first <= shape.executions; first += portion) {
      const last = Math.min(shape.executions, first + portion - 1)
      await client.query('truncate made')
      await client.query(
        `insert into made select n, ${from} + (n * ${stepMs}::float8)::bigint, (n * 2654435761 % ${shape.people})::int,
            case when n % 20 = 0 then 0 else 1 + (n * 40503 % ${admins - 1})::int end
          from generate_series(${first}::bigint, ${last}::bigint) as n`,
      )
      await client.query(inserts(shape))
    }
    for (const definition of parked) await client.query(definition)
    for (const table of ['events', 'executions']) {
      await client.query(`select setval(pg_get_serial_sequence('${table}', 'seq'), ${shape.executions})`)
    }
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

async function parkIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid in ('events'::regclass, 'executions'::regclass) and not indisunique`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

async function fillPeople(client: Client, { people }: HistoryShape): Promise<void> {
  const toRow = ({ login }: { login: string }, number: number) => ({
    number,
    login: partyKey(login),
  })
  await client.query(`create temp table people (number int primary key, login bigint);
    create temp table admins (number int primary key, login bigint);
    create temp table made (n bigint, at bigint, person int, admin int)`)
  const fill = (table: string, rows: unknown[]): Promise<unknown> =>
    client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [
      JSON.stringify(rows),
    ])
  await fill(
    'people',
    Array.from({ length: people }, (_, at) => toRow(personOf(at), at)),
  )
  await fill(
    'admins',
    Array.from({ length: admins }, (_, at) => toRow(adminOf(at), at)),
  )
}

function inserts({ flows, types }: HistoryShape): string {
  return `
    insert into events (seq, id, source, type, subject, occurred_at, received_at, payload) overriding system value
      select n, ${made('a')}, 'okta', 'user.lifecycle.made_up_' || n % ${types}, '00u' || lpad(person::text, 17, '0'),
        at - 900, at, '${payload}' from made order by n;
    insert into event_keys (key, occurred_at, ways) select decode(md5(n::text), 'hex'), at, 1 from made;
    insert into event_parties (day, party, event_seq, role)
      select at / 86400000, party, n, role from made join people on people.number = person join admins on admins.number = admin,
        lateral (values (people.login, 1), (admins.login, 0)) as named (party, role)
        order by 1, 2, 3, 4;
    insert into executions (seq, id, flow_id, version_id, event_id, root_id, mode, status, attempt, created_at, started_at,
        finished_at, error_code, error_message) overriding system value
      select n, ${made('b')}, '00000000-0000-7000-8000-' || lpad((n % ${flows})::text, 12, '0'),
        '00000000-0000-7000-8000-000000000000', ${made('a')}, ${made('b')}, 'event',
        case when n % 1000 = 1 then 'waiting' when n % 100 = 0 then 'failed' else 'succeeded' end, 1, at + 2, at + 2,
        case when n % 1000 <> 1 then at + 60 end, case when n % 100 = 0 then 'remote_refused' end,
        case when n % 100 = 0 then 'The other side said no.' end from made order by n;`
}
