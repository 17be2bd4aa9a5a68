import { afterAll, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { startEngines } from '../testing/engines.ts'
import { openExecutionWorld } from '../testing/execution-world.ts'
import { createStrays } from './strays.ts'

const engines = startEngines()
const directories = createDirectories()
afterAll(() => directories.remove())

test('is what is held twice in one attempt, and not worked on', () => {
  const here = new Set(['busy'])
  const strays = createStrays((id) => here.has(id))
  const held = ['busy', 'fresh', 'stray'].map((id) => ({ id, attempt: 1 }))
  expect(strays.look(held)).toEqual([])
  here.add('fresh')
  expect(strays.look(held)).toEqual(['stray'])
  expect(strays.look([{ id: 'stray', attempt: 2 }])).toEqual([])
  expect(strays.look([])).toEqual([])
  expect(strays.look([{ id: 'stray', attempt: 2 }])).toEqual([])
})

test.each(engines.kinds)('taken on %s without a word of it, an execution is taken again', async (kind) => {
  const world = await openExecutionWorld(await engines.create(kind), { maximumRunning: 1 })
  try {
    await world.publish({ id: 'read', name: 'Read', steps: [{ id: 'it', use: 'test.read', with: {} }] })
    await world.runner.start()
    const { promise, resolve } = Promise.withResolvers<void>()
    world.weather.gate = promise
    const first = world.run('read', null)
    await expect.poll(() => world.runner.load()).toBe(1)
    const queued = await world.run('read', null)
    await world.reaches(queued, 'queued')
    world.weather.losesWord = true
    resolve()
    await first
    await world.reaches(queued, 'succeeded')
    expect(world.weather.losesWord).toBe(false)
  } finally {
    await world.close()
  }
})
