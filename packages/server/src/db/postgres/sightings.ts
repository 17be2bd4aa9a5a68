import type { NewEvent } from '../hot-store.ts'
import { createSightingTally, wayBits, type MeterIncrement } from '../sightings.ts'
import type { KeyedEvent } from './starts.ts'
import type { Run, Statement } from './statement.ts'

/** Counts how events were seen: those stored now, and known ones that came another way, too. */
export async function tallySightings(
  run: Run,
  { stored, known }: { stored: readonly NewEvent[]; known: readonly KeyedEvent[] },
): Promise<MeterIncrement[]> {
  const tally = createSightingTally()
  for (const event of stored) tally.first(event)
  const again = known.filter(({ event }) => event.sighting !== undefined)
  if (again.length === 0) return tally.increments()
  const keys = [...new Set(again.map(({ key }) => key))].map((key) => ({ key }))
  const rows = await run<{ key: string; ways: number }>(lockKeys, [JSON.stringify(keys)])
  const ways = new Map(rows.map((row) => [row.key, row.ways]))
  const changed = new Set<string>()
  for (const { event, key } of again) {
    const before = ways.get(key) ?? 0
    const way = wayBits(event.sighting)
    if ((before & way) !== 0) continue
    ways.set(key, before | way)
    changed.add(key)
    tally.again(event, before)
  }
  if (changed.size > 0) {
    await run(updateKeys, [JSON.stringify([...changed].map((key) => ({ key, ways: ways.get(key) })))])
  }
  return tally.increments()
}

/**
 * Adds to the meter. Every batch with events of an org changes the same few rows, so this comes last before the commit:
 * from here on the others wait.
 */
export async function addToMeter(run: Run, increments: readonly MeterIncrement[]): Promise<void> {
  if (increments.length > 0) await run(addStatement, [JSON.stringify(increments)])
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

const addStatement: Statement = {
  name: 'hot_add_to_meter',
  text: `insert into okta_meter (org, day, type, measure, count)
    select org, day, type, measure, count
    from json_to_recordset($1::json) as x (org text, day integer, type text, measure text, count bigint)
    on conflict (org, day, type, measure) do update set count = okta_meter.count + excluded.count`,
}
