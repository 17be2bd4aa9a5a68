import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { createDirectories } from '../../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../../testing/execution-world.ts'
import { describeExecution } from '../describe-execution.ts'
import type { Start } from '../start-executions.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

async function inWorld(task: (world: ExecutionWorld) => Promise<void>): Promise<void> {
  const world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  try {
    await world.runner.start()
    await task(world)
  } finally {
    await world.close()
  }
}

const write = { id: 'sent', use: 'test.write', with: { value: { ref: 'trigger.text' } } }
const about = (subject: string, occurredAt: number): Partial<Start> => ({
  about: { subject, occurredAt, isOrdered: true },
})
/** Lets what is under way hang, until it is called. */
function holdBack(world: ExecutionWorld): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  world.weather.gate = promise
  return resolve
}
const detailOf = ({ database: { kysely: db, hot }, program }: ExecutionWorld, id: string) =>
  describeExecution({ db, hot, program }, id)
const read = { id: 'seen', use: 'test.read', with: { value: '' } }

test('events about one subject are worked off one after the other, the earliest of those that wait first', () =>
  inWorld(async (world) => {
    const open = holdBack(world)
    await world.publish({ id: 'flow', name: 'Flow', steps: [read, write] })
    const first = world.run('flow', { text: 'first' }, about('ann', 1))
    await setTimeout(20)
    const late = await world.run('flow', { text: 'late' }, about('ann', 30))
    const early = await world.run('flow', { text: 'early' }, about('ann', 20))
    const other = world.run('flow', { text: 'other' }, about('ben', 5))
    await world.reaches(late, 'waiting')
    const running = await world.database.kysely
      .selectFrom('executions')
      .select('id')
      .where('status', '=', 'running')
      .orderBy('seq')
      .execute()
    expect(await detailOf(world, late)).toMatchObject({
      line: { behind: [{ id: running[0]?.id, status: 'running' }], ahead: 1 },
    })
    expect(await detailOf(world, early)).toMatchObject({ line: { ahead: 0 } })
    open()
    await Promise.all([first, other])
    await world.reaches(late, 'succeeded')
    const ofAnn = world.written.filter((text) => text !== 'other')
    expect(ofAnn).toEqual(['first', 'early', 'late'])
    expect(await detailOf(world, late)).toMatchObject({ line: null, replay: 'faithful' })
  }))

test('a flow may say who waits for whom: all of it, a value, nobody', () =>
  inWorld(async (world) => {
    const open = holdBack(world)
    const orders = {
      all: { by: 'flow' as const },
      team: { by: { ref: 'trigger.team' } },
      free: 'unordered' as const,
    }
    for (const [id, order] of Object.entries(orders))
      await world.publish({ id, name: id, order, steps: [read, write] })
    const start = (id: string, team: string) => {
      void world.run(id, { text: 'x', team }, about('ann', 1))
    }
    for (const id of Object.keys(orders)) for (const team of ['a', 'a', 'b']) start(id, team)
    await setTimeout(100)
    const rows = await world.database.kysely
      .selectFrom('executions')
      .select(['flow_id as flow', 'status', (e) => e.fn.countAll<number>().as('count')])
      .groupBy(['flow_id', 'status'])
      .orderBy('flow_id')
      .orderBy('status')
      .execute()
    expect(rows).toEqual([
      { flow: 'all', status: 'running', count: 1 },
      { flow: 'all', status: 'waiting', count: 2 },
      { flow: 'free', status: 'running', count: 3 },
      { flow: 'team', status: 'running', count: 2 },
      { flow: 'team', status: 'waiting', count: 1 },
    ])
    open()
    await expect.poll(() => world.written).toHaveLength(9)
  }))

test('one that waits for its turn can be cancelled, and paused and resumed, without a turn of its own', () =>
  inWorld(async (world) => {
    const open = holdBack(world)
    await world.publish({ id: 'flow', name: 'Flow', order: { by: 'flow' }, steps: [read, write] })
    const first = world.run('flow', { text: 'first' })
    await setTimeout(20)
    const [cancelled, paused, last] = await Promise.all(
      ['cancelled', 'paused', 'last'].map((text) => world.run('flow', { text })),
    )
    expect(await world.runner.cancel(cancelled ?? '', 'Not needed.')).toBe(true)
    expect(await detailOf(world, cancelled ?? '')).toMatchObject({
      status: 'cancelled',
      error: { message: 'Not needed.' },
      replay: 'faithful',
    })
    expect(await world.runner.pause(paused ?? '')).toBe(true)
    expect(await world.runner.resume(paused ?? '')).toBe(true)
    expect(await detailOf(world, paused ?? '')).toMatchObject({ status: 'waiting', line: { ahead: 0 } })
    expect(await world.runner.pause(paused ?? '')).toBe(true)
    open()
    await first
    await setTimeout(100)
    // Its turn has come, but a person holds it; whoever is behind it waits.
    expect(await detailOf(world, paused ?? '')).toMatchObject({ status: 'paused', line: null })
    expect(await detailOf(world, last ?? '')).toMatchObject({ line: { behind: [{ status: 'paused' }] } })
    await world.runner.resume(paused ?? '')
    await world.reaches(last ?? '', 'succeeded')
    expect(world.written).toEqual(['first', 'paused', 'last'])
    const lines = await world.database.kysely.selectFrom('execution_lines').selectAll().execute()
    expect(lines.filter(({ running, waiting }) => running + waiting > 0)).toEqual([])
  }))

test('a full line cancels the newest, and says why', () =>
  inWorld(async (world) => {
    const open = holdBack(world)
    const order = { by: 'flow' as const, queue: { most: 1, whenFull: 'cancel newest' as const } }
    await world.publish({ id: 'flow', name: 'Flow', order, steps: [read, write] })
    const first = world.run('flow', { text: 'first' })
    await setTimeout(20)
    const ids = [await world.run('flow', { text: 'second' }), await world.run('flow', { text: 'third' })]
    expect(await detailOf(world, ids[1] ?? '')).toMatchObject({
      status: 'cancelled',
      error: { message: expect.stringContaining('order.queue') },
      replay: 'faithful',
    })
    open()
    await first
    await world.reaches(ids[0] ?? '', 'succeeded')
    expect(world.written).toEqual(['first', 'second'])
  }))

test('dry runs wait for nobody', () =>
  inWorld(async (world) => {
    const open = holdBack(world)
    await world.publish({ id: 'flow', name: 'Flow', order: { by: 'flow' }, steps: [read, write] })
    void world.run('flow', { text: 'first' })
    await setTimeout(20)
    const dry = world.run('flow', { text: 'dry' }, { dryRun: true })
    await setTimeout(20)
    open()
    await world.reaches(await dry, 'succeeded')
  }))
