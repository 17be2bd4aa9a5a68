import { expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { startEngines } from '../testing/engines.ts'
import { watchClock } from './clock.ts'

const engines = startEngines()
const hour = 3_600_000

const said: { level: number; msg: string; offMs?: number }[] = []
const log = createLog({ level: 'info', stream: { write: (line) => said.push(JSON.parse(line)) } })

test('a clock that differs from the database is named once, and so is its return', async () => {
  const database = await engines.open('postgres')
  let ahead = 0
  const check = watchClock(database, { log, now: () => Date.now() + ahead })
  await check()
  expect(said).toEqual([])
  ahead = hour
  await check()
  await check()
  ahead = -hour
  await check()
  expect(said).toMatchObject([{ level: 50, msg: expect.stringContaining('3600 s ahead of') }])
  expect(Math.abs((said[0]?.offMs ?? 0) - hour)).toBeLessThan(1_000)
  ahead = 0
  await check()
  expect(said.at(-1)).toMatchObject({ level: 30 })
  ahead = -hour
  await check()
  expect(said.at(-1)?.msg).toContain('3600 s behind')
  await database.close()
})

test('embedded storage has no clock but ours', async () => {
  const database = await engines.open('sqlite')
  said.length = 0
  await watchClock(database, { log, now: () => 0 })()
  expect(said).toEqual([])
  await database.close()
})
