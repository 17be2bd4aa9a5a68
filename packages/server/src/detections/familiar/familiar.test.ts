import { dayMs } from '@keyway/identity'
import { logEventOf } from '@keyway/identity/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { startEngines } from '../../testing/engines.ts'
import { createFamiliar, forgetUnfamiliar, judgeAgain, type Familiar } from './familiar.ts'
import { readTraces } from './read-traces.ts'

const engines = startEngines()
const now = Date.parse('2026-03-01T12:00:00Z')

let count = 0

function signIn(daysAgo: number, device: string) {
  count += 1
  const event = logEventOf({
    eventType: 'user.session.start',
    published: new Date(now - daysAgo * dayMs).toISOString(),
    'debugContext.debugData.dtHash': device,
  })
  return { id: `e${count}`, type: 'user.session.start', payload: JSON.stringify(event) }
}

describe.each(engines.kinds)('what is familiar on %s', (kind) => {
  let database: Database
  beforeAll(async () => {
    database = await engines.open(kind)
  })
  afterAll(() => database.close())

  const keep = (familiar: Familiar) =>
    database.kysely.transaction().execute((transaction) => familiar.flush(transaction))
  const rows = () => database.kysely.selectFrom('detection_traces').selectAll().orderBy('value').execute()

  test('is learnt as events come, and known to whoever goes on after a restart', async () => {
    const first = createFamiliar(database.kysely)
    const days = Array.from({ length: 20 }, (_, index) => signIn(25 - index, 'laptop'))
    const learnt = await first.learn(readTraces(days))
    // Within the first two weeks nothing is new, and the same device is not new afterwards.
    expect(days.map(({ id }) => learnt.get(id)?.['newDevice'])).toEqual(days.map(() => false))
    await keep(first)
    expect(await rows()).toMatchObject([{ subject: '00u1', kind: 'device', value: 'laptop' }])

    const next = createFamiliar(database.kysely)
    const stranger = signIn(1, 'stranger')
    const before = signIn(2, 'laptop')
    const after = signIn(0.9, 'stranger')
    const other = { id: 'other', type: 'group.lifecycle.create', payload: '{}' }
    const known = await next.learn(readTraces([before, stranger, after, other]))
    expect(known.get(before.id)).toMatchObject({ newDevice: false, knownDevice: true, usualUses: 1 })
    expect(known.get(stranger.id)).toMatchObject({ newDevice: true, knownDevice: false })
    expect(known.get(after.id)).toMatchObject({ newDevice: false })
    expect(known.has(other.id)).toBe(false)
    await keep(next)
    // A back-test and the windows of a new process see it as it was.
    const seenAgain = await judgeAgain(database.kysely, [stranger])
    expect(seenAgain.get(stranger.id)).toMatchObject({ newDevice: true })
  })

  test('counts what was committed once, and is forgotten at last', async () => {
    const lost = createFamiliar(database.kysely)
    await lost.learn(readTraces([signIn(0.5, 'lost')]))
    // The process dies before it commits: nothing of it is there.
    expect((await rows()).map(({ value }) => value)).toEqual(['laptop', 'stranger'])
    const uses = await database.kysely.selectFrom('detection_days').selectAll().execute()
    expect(uses.reduce((sum, one) => sum + one.uses, 0)).toBe(23)
    await forgetUnfamiliar(database.kysely, now + 500 * dayMs)
    expect(await rows()).toEqual([])
    expect(await database.kysely.selectFrom('detection_days').selectAll().execute()).toEqual([])
  })
})
