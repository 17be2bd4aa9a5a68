import { createHash } from 'node:crypto'
import type { NewEvent } from '../hot-store.ts'
import { partyRows } from '../party-key.ts'
import { createSightingTally, wayBits } from '../sightings.ts'
import type { RunRows, Statement } from './statement.ts'

/** Stores the events that are not known yet, with what they are found by, and counts how all were seen. */
export async function storeEvents(events: readonly NewEvent[], run: RunRows): Promise<Set<string>> {
  const stored = await run<{ id: string; seq: number }>(insertEvents, eventRows(events))
  const seqs = new Map(stored.map(({ id, seq }) => [id, seq]))
  const parties = events.flatMap((event) => {
    const seq = seqs.get(event.id)
    return seq === undefined ? [] : partyRows(event, seq)
  })
  await run(insertParties, parties)
  const newEvents = new Set(seqs.keys())
  await countSightings(events, newEvents, run)
  return newEvents
}

/** Counts how events were seen: those stored now, and known ones that came another way, too. */
async function countSightings(
  events: readonly NewEvent[],
  newEvents: ReadonlySet<string>,
  run: RunRows,
): Promise<void> {
  const tally = createSightingTally()
  for (const event of events) if (newEvents.has(event.id)) tally.first(event)
  const again = events
    .filter(({ id, sighting }) => sighting !== undefined && !newEvents.has(id))
    .map((event) => ({ event, key: keyOf(event), way: wayBits(event.sighting) }))
  const known = await run<{ key: string; ways: number }>(
    lockKeys,
    [...new Set(again.map(({ key }) => key))].map((key) => ({ key })),
  )
  const ways = new Map(known.map((row) => [row.key, row.ways]))
  const changed = new Set<string>()
  for (const { event, key, way } of again) {
    const before = ways.get(key) ?? 0
    if ((before & way) !== 0) continue
    ways.set(key, before | way)
    changed.add(key)
    tally.again(event, before)
  }
  await run(
    updateKeys,
    [...changed].map((key) => ({ key, ways: ways.get(key) })),
  )
  await run(addToMeter, tally.increments())
}

function eventRows(events: readonly NewEvent[]) {
  return events.map((event) => {
    const { identity: _, sighting: __, parties: ___, ...row } = event
    return { ...row, key: keyOf(event), way: wayBits(event.sighting) }
  })
}

function keyOf({ identity }: NewEvent): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, 32)
}

const insertEvents: Statement = {
  name: 'hot_insert_events',
  text: `with input as materialized (
      select * from json_to_recordset($1::json) as x (id text, key text, source text, type text, subject text,
        "occurredAt" bigint, "receivedAt" bigint, payload text, skipped text, way integer)
    ), fresh as (
      insert into event_keys (key, occurred_at, ways)
        select distinct on (key) decode(key, 'hex'), "occurredAt", way from input order by key, id
        on conflict do nothing returning key
    ), first as (
      select distinct on (input.key) input.id from input join fresh on fresh.key = decode(input.key, 'hex')
        order by input.key, input.id
    )
    insert into events (id, source, type, subject, occurred_at, received_at, payload, skipped)
      select id, source, type, subject, "occurredAt", "receivedAt", payload, skipped from input
        where id in (select id from first)
      returning id, seq`,
}

const insertParties: Statement = {
  name: 'hot_insert_parties',
  text: `insert into event_parties (day, party, event_seq, role)
    select (x->>0)::bigint, (x->>1)::bigint, (x->>2)::bigint, (x->>3)::integer from json_array_elements($1::json) as x
    on conflict do nothing`,
}

const lockKeys: Statement = {
  name: 'hot_lock_keys',
  text: `select encode(key, 'hex') as key, ways from event_keys
    where key in (select decode(key, 'hex') from json_to_recordset($1::json) as x (key text))
    order by event_keys.key for update`,
}

const updateKeys: Statement = {
  name: 'hot_update_keys',
  text: `update event_keys set ways = x.ways from json_to_recordset($1::json) as x (key text, ways integer)
    where event_keys.key = decode(x.key, 'hex')`,
}

const addToMeter: Statement = {
  name: 'hot_add_to_meter',
  text: `insert into okta_meter (org, day, type, measure, count)
    select org, day, type, measure, count
    from json_to_recordset($1::json) as x (org text, day integer, type text, measure text, count bigint)
    on conflict (org, day, type, measure) do update set count = okta_meter.count + excluded.count`,
}
