import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { event } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { createEventKeys } from './event-key.ts'
import { emptyBatch } from './hot-store.ts'

const engines = startEngines()

/** 2024-08-13T11:42:39.343Z and half a second later. */
const first = '24ab8000-5969-11ef-8478-2b7584bf8d5a'
const [before, after] = [
  `okta:acme.okta.com:${first}`,
  'okta:acme.okta.com:24f7cb40-5969-11ef-9a1f-0242ac120002',
]
/** Between the two. */
const changed = Date.parse('2024-08-13T11:42:39.600Z')
const keyOf = createEventKeys(0)

test('ids that hold a time lie in its order; others, and names alike, are told apart', () => {
  const keys = [before, after].map(keyOf)
  expect(keys.map((key) => key.length)).toEqual([16, 16])
  expect(keys[0]?.subarray(0, 6).toString('hex')).toBe('1ef596924ab8')
  expect(Buffer.compare(keys[0] ?? Buffer.of(), keys[1] ?? Buffer.of())).toBe(-1)
  // The same id in another org is another event, and lies beside it.
  const other = keyOf(`okta:other.okta.com:${first}`)
  expect(other).not.toEqual(keys[0])
  expect(other.subarray(0, 6)).toEqual(keys[0]?.subarray(0, 6))
  // Version 4 says nothing about time.
  expect(keyOf('okta:acme.okta.com:24ab8000-5969-41ef-8478-2b7584bf8d5a')).toHaveLength(16)
  expect(keyOf('webhook:42')).toHaveLength(16)
})

test('what is from before a store changed keeps the key that it had', () => {
  const digests = createEventKeys(Infinity)
  const both = createEventKeys(changed)
  expect(both(before)).toEqual(digests(before))
  expect(both(after)).toEqual(keyOf(after))
  expect(both(after)).not.toEqual(digests(after))
})

describe.each(engines.kinds)('a store of the version before on %s', (kind) => {
  test('knows its events again, and keys new ones by their time', async () => {
    const database = await engines.open(kind)
    const { kysely, hot } = database
    await kysely.insertInto('event_key_form').values({ since: changed }).execute()
    const digest = hash('sha256', before, 'buffer').subarray(0, 16)
    await kysely.insertInto('event_keys').values({ key: digest, occurred_at: 1 }).execute()
    const commit = (identity: string) =>
      hot.commit({ ...emptyBatch, events: [{ ...event(identity), identity }] })

    expect((await commit(before)).newEvents.size).toBe(0)
    expect((await commit(after)).newEvents.size).toBe(1)
    expect((await commit(after)).newEvents.size).toBe(0)
    const keys = await kysely.selectFrom('event_keys').select('key').orderBy('key').execute()
    const expected = [digest, createEventKeys(0)(after)]
    expect(keys.map(({ key }) => Buffer.from(key).toString('hex')).toSorted()).toEqual(
      expected.map((key) => key.toString('hex')).toSorted(),
    )
    await database.close()
  })
})
