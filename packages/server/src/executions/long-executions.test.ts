import type { Step } from '@keyway/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { startEngines } from '../testing/engines.ts'
import { describeExecution } from './describe-execution.ts'
import { startExecutions } from './start-executions.ts'
import { deleteTemporaryJournals } from './store.ts'

const engines = startEngines()

/** Adds up the numbers of a stream, and writes down each hundredth. */
const adding: Step[] = [
  {
    id: 'n',
    stream: { use: 'test.list', with: { value: { ref: 'trigger.total' } }, pageSize: 10 },
    memo: 0,
    next: { ref: 'n.item' },
    do: [
      { id: 'got', use: 'test.read', with: { value: { ref: 'n.item' } } },
      {
        id: 'isHundredth',
        if: { value: { ref: 'n.item' }, is: 'a multiple of', to: 100 },
        then: [{ id: 'sent', use: 'test.write', with: { value: { ref: 'n.item' } } }],
      },
    ],
  },
  { return: { count: { ref: 'n.count' }, last: { ref: 'n.memo' } } },
]

describe.each(engines.kinds)('long executions on %s', (kind) => {
  let world: ExecutionWorld
  beforeEach(async () => {
    world = await openExecutionWorld(await engines.create(kind))
  })
  afterEach(() => world.close())

  const detail = (id: string) => {
    const { database, program } = world
    return describeExecution({ db: database.kysely, hot: database.hot, program }, id)
  }
  /** Starts without waiting for the end. */
  async function start(flowId: string, trigger: { total?: number }): Promise<string> {
    const flow = await world.database.kysely
      .selectFrom('flows')
      .select('published_version_id as versionId')
      .where('id', '=', flowId)
      .executeTakeFirstOrThrow()
    const versionId = flow.versionId ?? ''
    const program = await world.program(versionId)
    const one = { flowId, versionId, program, mode: 'manual', trigger, eventId: null } as const
    const { executions } = await startExecutions(world.starting, { starts: [one] })
    return executions[0]?.executionId ?? ''
  }
  /** A gate, and what opens it. */
  function close(): () => void {
    let release = (): void => {}
    world.weather.gate = new Promise((resolve) => {
      release = () => {
        world.weather.gate = null
        resolve()
      }
    })
    return release
  }
  const pagesReach = async (pages: number): Promise<void> => {
    while (world.weather.pages < pages) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  test('one that is slow shows how far it is', async () => {
    const turns: Step[] = [{ id: 'each', repeat: 200, do: [{ wait: { seconds: 0.05 } }] }]
    await world.publish({ id: 'slow', name: 'slow', steps: turns })
    const id = await start('slow', {})
    await expect
      .poll(async () => (await detail(id)).progress[0]?.done ?? 0, { timeout: 5_000 })
      .toBeGreaterThan(5)
    expect((await detail(id)).progress).toMatchObject([{ step: 'steps[0]', total: 200 }])
    await world.runner.cancel(id, 'enough')
  })

  test('keep snapshots, and are shown by their beginning and their end', async () => {
    await world.publish({ id: 'f', name: 'f', steps: adding })
    const id = await world.run('f', { total: 2_000 })
    const [first, latest] = await world.database.hot.snapshots(id)
    expect(first?.position).toBeGreaterThan(400)
    expect(latest?.position).toBeGreaterThan(first?.position ?? Infinity)
    const shown = await detail(id)
    expect(shown).toMatchObject({
      status: 'succeeded',
      replay: 'faithful',
      output: { count: 2_000, last: 1_999 },
      omitted: { '*': null },
    })
    expect(shown.steps.length).toBeLessThan(3_000)
    expect(shown.steps.filter(({ status }) => status === 'running')).toEqual([])
    expect(shown.steps.at(-2)).toMatchObject({ id: 'isHundredth', turns: [1_999] })
    expect(world.written).toHaveLength(20)
  })

  test('are paused between two things they do, and go on from the snapshot', async () => {
    await world.publish({ id: 'f', name: 'f', steps: adding })
    const id = await start('f', { total: 1_500 })
    await pagesReach(80)
    const release = close()
    const paused = world.runner.pause(id)
    release()
    expect(await paused).toBe(true)
    await world.reaches(id, 'paused')
    const read = world.weather.pages
    const standing = await detail(id)
    expect(standing.progress).toMatchObject([{ step: 'steps[0]', total: null }])
    expect(standing.progress[0]?.done).toBeGreaterThan(700)
    // Nobody takes up what is paused, whatever wakes it.
    expect(await world.runner.takeUp(id)).toBe(false)
    expect(await world.runner.resume(id)).toBe(true)
    await world.reaches(id, 'succeeded')
    expect(await detail(id)).toMatchObject({ output: { count: 1_500, last: 1_499 }, replay: 'faithful' })
    expect(world.weather.pages - read).toBeLessThan(80)
    expect(world.written).toEqual(Array.from({ length: 15 }, (_, at) => at * 100))
  })

  test('that only compute are paused in the middle of it', async () => {
    const steps: Step[] = [
      {
        id: 'r',
        repeat: 300_000,
        do: [{ id: 'd', use: 'test.double', with: { number: { ref: 'r.index' } } }],
      },
      { return: { count: { ref: 'r.count' } } },
    ]
    await world.publish({ id: 'f', name: 'f', steps })
    const id = await start('f', {})
    expect(await world.runner.pause(id)).toBe(true)
    expect(await world.runner.resume(id)).toBe(true)
    await world.reaches(id, 'succeeded')
    const shown = await detail(id)
    expect(shown.output).toEqual({ count: 300_000 })
    expect(shown.omitted['steps[0].do[0]']).toBe(299_600)
  })

  test('that compute for long let others have their turn', async () => {
    const steps: Step[] = [{ id: 'r', repeat: 200_000, do: [{ id: 'd', use: 'test.echo' }] }]
    await world.publish({ id: 'f', name: 'f', steps })
    const id = await start('f', {})
    let turns = 0
    while (!world.statuses.some(([one, status]) => one === id && status === 'succeeded')) {
      await new Promise((resolve) => setImmediate(resolve))
      turns += 1
    }
    expect(turns).toBeGreaterThan(20)
  })

  test('that wait are paused and stay so when their time comes', async () => {
    const steps: Step[] = [{ wait: { seconds: 3 } }, { id: 'sent', use: 'test.write', with: { value: 1 } }]
    await world.publish({ id: 'f', name: 'f', steps })
    const id = await world.run('f', {})
    await world.reaches(id, 'waiting')
    expect(await world.runner.pause(id)).toBe(true)
    expect((await detail(id)).status).toBe('paused')
    expect(await world.runner.pause(id)).toBe(false)
    expect(await world.runner.resume(id)).toBe(true)
    await world.reaches(id, 'waiting')
    expect(world.written).toEqual([])
  })

  test('end by their deadline, also when nothing happens', async () => {
    await world.publish({
      id: 'f',
      name: 'f',
      limits: { deadlineSeconds: 1 },
      steps: [{ id: 'got', use: 'test.read', with: { value: 1 } }],
    })
    const release = close()
    const id = await start('f', {})
    await world.reaches(id, 'failed')
    release()
    expect(await detail(id)).toMatchObject({ error: { code: 'limit_deadline' }, replay: 'faithful' })
  })

  test('of a flow that keeps no data lose their journal when they are over', async () => {
    await world.publish({ id: 'f', name: 'f', saveData: false, steps: adding })
    const id = await world.run('f', { total: 5 })
    const release = close()
    const running = await start('f', { total: 5 })
    expect(await deleteTemporaryJournals(world.database.kysely, 100)).toBe(1)
    release()
    await world.reaches(running, 'succeeded')
    expect(await detail(id)).toMatchObject({
      status: 'succeeded',
      isJournalKept: false,
      steps: [],
      trigger: null,
      replay: 'faithful',
    })
  })
})
