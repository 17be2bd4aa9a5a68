import { expect, test } from 'vitest'
import { event } from '../../testing/batches.ts'
import { createDirectories } from '../../testing/directories.ts'
import { emptyBatch, type Party } from '../hot-store.ts'
import { partyKey } from '../party-key.ts'
import { openSqlite } from './open-sqlite.ts'

const directories = createDirectories()
const dayMs = 86_400_000

const parties = (n: number): Party[] => [
  { role: 'actor', name: `admin ${n % 7}` },
  { role: 'target', name: `person ${n}` },
  // The same name twice is one row, in whatever roles.
  { role: 'target', name: `PERSON ${n}` },
  { role: 'target', name: `admin ${n % 7}` },
]

test('whoever looks finds what was committed before, and nothing is left over or doubled', async () => {
  const directory = directories.create()
  const db = await openSqlite(directory)
  const first = Array.from({ length: 6_000 }, (_, n) => ({
    ...event(`first ${n}`),
    // Midnight passes in between, and there is more than one portion of a day.
    receivedAt: (n < 1_000 ? 100 : 101) * dayMs,
    parties: parties(n),
  }))
  await db.hot.commit({ ...emptyBatch, events: first })
  const rowsOf = (name: string) =>
    db.kysely
      .selectFrom('event_parties')
      .select(['day', 'event_seq', 'role'])
      .where('party', '=', partyKey(name))
      .orderBy('event_seq')
      .orderBy('role')
      .execute()
  expect(await rowsOf('Person 999')).toEqual([{ day: 100, event_seq: 1_000, role: 1 }])
  expect(await rowsOf('person 1000')).toEqual([{ day: 101, event_seq: 1_001, role: 1 }])
  expect((await rowsOf('admin 3')).slice(0, 2)).toEqual([
    { day: 100, event_seq: 4, role: 3 },
    { day: 100, event_seq: 11, role: 3 },
  ])
  const count = () =>
    db.kysely
      .selectFrom('event_parties')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  expect(await count()).toEqual({ count: 12_000 })

  // What a process that was killed in between has filed already is filed once.
  await db.write('query', {
    sql: 'insert into event_parties (day, party, event_seq, role) values (101, ?, 6001, 1)',
    parameters: [partyKey('person 5')],
  })
  await db.hot.commit({
    ...emptyBatch,
    events: [{ ...event('x'), receivedAt: 101 * dayMs, parties: parties(5) }],
  })
  await db.close()
  const again = await openSqlite(directory)
  const [left] = (
    await again.read('query', { sql: 'select count(*) as n from unfiled_parties', parameters: [] })
  ).rows
  const [filed] = (
    await again.read('query', { sql: 'select count(*) as n from event_parties', parameters: [] })
  ).rows
  await again.close()
  expect([left, filed]).toEqual([{ n: 0 }, { n: 12_002 }])
})
