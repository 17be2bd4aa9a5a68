import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Batch } from '../db/hot-store.ts'
import { startEngines } from '../testing/engines.ts'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { describeExecution } from './describe-execution.ts'
import type { Start } from './start-executions.ts'

const engines = startEngines()

const compute = { id: 'doubled', use: 'test.double', with: { number: { ref: 'trigger.number' } } }
const write = { id: 'sent', use: 'test.write', with: { value: { ref: 'trigger.text' } } }
const read = { id: 'seen', use: 'test.read', with: { value: '' } }
const about = (subject: string, occurredAt: number): Partial<Start> => ({
  about: { subject, occurredAt, isOrdered: true },
})

describe.each(engines.kinds)('first steps on %s', (kind) => {
  let world: ExecutionWorld
  /** What was committed, in order. */
  let batches: Batch[]
  beforeEach(async () => {
    world = await openExecutionWorld(await engines.create(kind))
    batches = []
    const { hot } = world.database
    const commit = hot.commit.bind(hot)
    hot.commit = (batch) => {
      batches.push(batch)
      return commit(batch)
    }
  })
  afterEach(() => world.close())

  const rowOf = (id: string) =>
    world.database.kysely.selectFrom('executions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const detailOf = (id: string) => {
    const { database, program } = world
    return describeExecution({ db: database.kysely, hot: database.hot, program }, id)
  }
  const entriesOf = async (id: string) =>
    (await world.database.hot.journal({ executionId: id })).map(({ entry }) => JSON.parse(entry).type)

  test('an execution that touches nothing outside is stored once, as over, and shows its values', async () => {
    await world.publish({ id: 'flow', name: 'Flow', steps: [compute] })
    const id = await world.run('flow', { number: 21 })
    expect(batches).toHaveLength(1)
    expect(await rowOf(id)).toMatchObject({
      status: 'succeeded',
      owner: null,
      lease_until: null,
      attempt: 1,
      error_code: null,
    })
    expect(await entriesOf(id)).toEqual(['started'])
    expect(world.statuses).toEqual([[id, 'succeeded']])
    expect(await detailOf(id)).toMatchObject({ replay: 'faithful', status: 'succeeded' })
  })

  test('one that fails there is stored with its error', async () => {
    const wrong = { id: 'no', fail: { message: 'Not for {{ trigger.text }}.' } }
    await world.publish({ id: 'flow', name: 'Flow', steps: [wrong] })
    const id = await world.run('flow', { text: 'ann' })
    expect(batches).toHaveLength(1)
    expect(await rowOf(id)).toMatchObject({ status: 'failed', error_message: 'Not for ann.' })
    expect(await detailOf(id)).toMatchObject({ replay: 'faithful', status: 'failed' })
  })

  test('a write is announced in the transaction that stores the execution, and made after it', async () => {
    await world.publish({ id: 'flow', name: 'Flow', steps: [compute, write] })
    const id = await world.run('flow', { number: 1, text: 'hello' })
    expect(world.written).toEqual(['hello'])
    expect(batches.map(({ executions, entries }) => [executions.length, entries.length])).toEqual([
      [1, 1],
      [0, 1],
    ])
    expect(await entriesOf(id)).toEqual(['started', 'intended', 'succeeded'])
    expect(await detailOf(id)).toMatchObject({ replay: 'faithful', status: 'succeeded' })
  })

  test('what has to wait in line announces nothing, and does so when its turn comes', async () => {
    const gate = Promise.withResolvers<void>()
    world.weather.gate = gate.promise
    await world.runner.start()
    await world.publish({ id: 'flow', name: 'Flow', steps: [write, read] })
    const first = world.run('flow', { text: 'first' }, about('ann', 1))
    await expect.poll(() => world.written).toEqual(['first'])
    const second = await world.run('flow', { text: 'second' }, about('ann', 2))
    expect(await rowOf(second)).toMatchObject({ status: 'waiting', owner: null, attempt: 0 })
    expect(await entriesOf(second)).toEqual(['started'])
    gate.resolve()
    await first
    await world.reaches(second, 'succeeded')
    expect(world.written).toEqual(['first', 'second'])
    expect(await detailOf(second)).toMatchObject({ replay: 'faithful' })
  })

  test('what a full line refuses has announced nothing', async () => {
    const gate = Promise.withResolvers<void>()
    world.weather.gate = gate.promise
    await world.runner.start()
    const order = { by: 'subject' as const, queue: { most: 0, whenFull: 'cancel newest' as const } }
    await world.publish({ id: 'flow', name: 'Flow', steps: [write, read], order })
    const first = world.run('flow', { text: 'first' }, about('ann', 1))
    await expect.poll(() => world.written).toEqual(['first'])
    const second = await world.run('flow', { text: 'second' }, about('ann', 2))
    expect(await entriesOf(second)).toEqual(['started', 'cancelled'])
    gate.resolve()
    await first
    expect(world.written).toEqual(['first'])
  })

  test('what stands behind another in line and has no effect need not wait for it', async () => {
    const gate = Promise.withResolvers<void>()
    world.weather.gate = gate.promise
    const lanes = [
      { if: { value: { ref: 'trigger.text' }, is: 'equal to' as const, to: 'read' }, then: [read], else: [] },
    ]
    await world.publish({ id: 'flow', name: 'Flow', steps: lanes })
    const first = world.run('flow', { text: 'read' }, about('ann', 1))
    const second = await world.run('flow', { text: 'nothing' }, about('ann', 2))
    expect(await rowOf(second)).toMatchObject({ status: 'succeeded', line_key: null })
    gate.resolve()
    expect(await rowOf(await first)).toMatchObject({ status: 'succeeded' })
  })

  test('a long loop is left to an attempt', async () => {
    const double = { id: 'doubled', use: 'test.double', with: { number: { ref: 'loop.item' } } }
    const loop = { id: 'loop', forEach: { ref: 'trigger.numbers' }, do: [double] }
    await world.publish({ id: 'flow', name: 'Flow', steps: [loop] })
    const numbers = Array.from({ length: 2_000 }, (_, at) => at)
    const id = await world.run('flow', { numbers })
    expect(batches).toHaveLength(2)
    expect(await rowOf(id)).toMatchObject({ status: 'succeeded', owner: null })
  })

  test('a dry run announces nothing', async () => {
    await world.publish({ id: 'flow', name: 'Flow', steps: [write] })
    const id = await world.run('flow', { text: 'hello' }, { dryRun: true })
    expect(await entriesOf(id)).toEqual(['started', 'described'])
    expect(world.written).toEqual([])
  })

  test('nothing is done before for what this process has no room for', async () => {
    await world.close()
    world = await openExecutionWorld(await engines.create(kind), { maximumRunning: 0 })
    await world.publish({ id: 'flow', name: 'Flow', steps: [compute] })
    const id = await world.run('flow', { number: 1 })
    expect(await rowOf(id)).toMatchObject({ status: 'queued', attempt: 0 })
  })
})
