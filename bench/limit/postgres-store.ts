import { Client } from 'pg'
import { createBatches, type Batches } from './batches.ts'

const schema = `
  create table limit_events (
    seq bigint generated always as identity primary key, id uuid not null unique, body text not null);
  create table limit_executions (event uuid not null, status text not null);
  create table limit_finished (event uuid not null, status text not null, outcome text not null);`

/** One text parameter for all rows of a batch is the cheapest way in. */
const append = {
  name: 'append',
  text: `with added as (
      insert into limit_events (id, body) select id, body from json_to_recordset($1::json) as rows (id uuid, body text)
      on conflict do nothing returning id)
    insert into limit_executions (event, status) select id, 'running' from added`,
}
const finish = {
  name: 'finish',
  text: `insert into limit_finished (event, status, outcome)
    select id, 'succeeded', outcome from json_to_recordset($1::json) as rows (id uuid, outcome text)`,
}

/** Keeps events and executions in PostgreSQL: one connection for what comes in, one for what is over. */
export async function openPostgresStore(url: string): Promise<Batches> {
  const [incoming, outgoing] = [new Client(url), new Client(url)]
  await Promise.all([incoming.connect(), outgoing.connect()])
  await incoming.query(schema)
  const appends = createBatches(async ({ ids, bodies }) => {
    const rows = ids.map((id, place) => ({ id, body: bodies[place] }))
    await incoming.query({ ...append, values: [JSON.stringify(rows)] })
  }, lingerMs)
  const ends = createBatches(async ({ finished, outcomes }) => {
    const rows = finished.map((id, place) => ({ id, outcome: outcomes[place] }))
    await outgoing.query({ ...finish, values: [JSON.stringify(rows)] })
  }, lingerMs)
  return { append: appends.append, finish: ends.finish }
}

/** Under load a small wait makes few large statements of many small ones, whose fixed cost is what limits PostgreSQL. */
const lingerMs = 3
