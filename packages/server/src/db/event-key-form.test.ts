import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { event } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { createEventKeys } from './event-key.ts'
import { emptyBatch } from './hot-store.ts'

const engines = startEngines()
/** 2024-08-13T11:42:39.343Z and half a second later. */
const [old, fresh] = ['24ab8000-5969-11ef-8478-2b7584bf8d5a', '24f7cb40-5969-11ef-9a1f-0242ac120002'].map(
  (uuid) => `okta:acme.okta.com:${uuid}`,
) as [string, string]

describe.each(engines.kinds)('a store of the version before on %s', (kind) => {
  test('knows its events again, and keys new ones by their time', async () => {
    const database = await engines.open(kind)
    const { kysely, hot } = database
    await kysely
      .insertInto('event_key_form')
      .values({ since: Date.parse('2024-08-13T11:42:39.600Z') })
      .execute()
    const digest = hash('sha256', old, 'buffer').subarray(0, 16)
    await kysely.insertInto('event_keys').values({ key: digest, occurred_at: 1 }).execute()
    const commit = (identity: string) =>
      hot.commit({ ...emptyBatch, events: [{ ...event(identity), identity }] })

    expect((await commit(old)).newEvents.size).toBe(0)
    expect((await commit(fresh)).newEvents.size).toBe(1)
    expect((await commit(fresh)).newEvents.size).toBe(0)
    const keys = await kysely.selectFrom('event_keys').select('key').orderBy('key').execute()
    const expected = [digest, createEventKeys(0)(fresh)]
    expect(keys.map(({ key }) => Buffer.from(key).toString('hex')).toSorted()).toEqual(
      expected.map((key) => key.toString('hex')).toSorted(),
    )
    await database.close()
  })
})
