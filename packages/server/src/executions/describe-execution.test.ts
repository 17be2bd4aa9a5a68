import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { NewExecution } from '../db/hot-store.ts'
import { newId } from '../db/new-id.ts'
import { createDirectories } from '../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { describeExecution, type DescribeParts } from './describe-execution.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let world: ExecutionWorld
beforeEach(async () => {
  world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
})
afterEach(() => world.close())

const parts = (): DescribeParts => ({
  db: world.database.kysely,
  hot: world.database.hot,
  program: world.program,
})
const describe = (executionId: string) => describeExecution(parts(), executionId)

test('a finished execution is shown with the values it really had', async () => {
  await world.publish({
    id: 'f',
    name: 'Doubling',
    steps: [
      { id: 'two', use: 'test.double', with: { number: { ref: 'trigger.number' } } },
      { id: 'got', use: 'test.read', with: { value: 'it is {{two.result}}' } },
      { return: { said: { ref: 'got.value' } } },
    ],
  })
  const id = await world.run('f', { number: 21 })
  const detail = await describe(id)
  expect(detail).toMatchObject({
    flowName: 'Doubling',
    version: 1,
    mode: 'manual',
    status: 'succeeded',
    replay: 'faithful',
    trigger: { number: 21 },
    output: { said: 'it is 42' },
    error: null,
    failedStep: null,
    inDoubt: null,
    children: [],
    document: { name: 'Doubling' },
  })
  expect(detail.steps).toMatchObject([
    { step: 'steps[0]', status: 'succeeded', input: { number: 21 }, output: { result: 42 }, command: null },
    { step: 'steps[1]', input: { value: 'it is 42' }, output: { value: 'it is 42' }, command: 1 },
    { step: 'steps[2]', status: 'succeeded' },
  ])
})

test('a failed one shows the error, its step, and long values by their head', async () => {
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      { id: 'long', use: 'test.echo', with: { values: { text: { ref: 'trigger.text' } } } },
      { id: 'got', use: 'test.read', with: { value: 'refused' } },
    ],
  })
  const detail = await describe(await world.run('f', { text: 'a'.repeat(30_000) }))
  expect(detail).toMatchObject({
    status: 'failed',
    replay: 'faithful',
    error: { code: 'test_refused', message: 'The test refuses.', body: { value: 'refused' } },
    errorMessage: 'The test refuses.',
    failedStep: 'steps[1]',
    output: null,
  })
  expect(JSON.stringify(detail).length).toBeLessThan(120_000)
  expect(detail.steps[0]?.output).toEqual({ text: expect.stringContaining('10000 more characters') })
})

test('a step in doubt is shown as such', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ id: 'sent', use: 'test.write', with: { value: 1 } }] })
  world.weather.losesAnswers = true
  const id = await world.run('f', {})
  const detail = await describe(id)
  expect(detail).toMatchObject({
    status: 'in_doubt',
    replay: 'faithful',
    inDoubt: { command: 1, step: 'steps[0]', action: 'test.write' },
    steps: [{ step: 'steps[0]', status: 'in_doubt', input: { value: 1 }, finishedAt: null }],
  })
  expect(detail.inDoubt?.since).toBeGreaterThanOrEqual(detail.createdAt)
})

test('helpers are listed with the command that called each', async () => {
  await world.publish({
    id: 'h',
    name: 'Helper',
    helper: true,
    steps: [{ return: { n: { ref: 'trigger.n' } } }],
  })
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      { id: 'got', use: 'test.read', with: { value: 1 } },
      { id: 'asked', call: 'h', with: { n: 5 } },
      { return: { n: { ref: 'asked.n' } } },
    ],
  })
  const detail = await describe(await world.run('f', {}))
  expect(detail).toMatchObject({ status: 'succeeded', output: { n: 5 }, replay: 'faithful' })
  expect(detail.children).toEqual([
    { id: expect.any(String), flowName: 'Helper', status: 'succeeded', command: 2 },
  ])
  const child = await describe(detail.children[0]?.id ?? '')
  expect(child).toMatchObject({ mode: 'child', parentId: detail.id, trigger: { n: 5 }, replay: 'faithful' })
})

test('a cancelled one says by whom, a waiting one stands where it waits', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ wait: { seconds: 600 } }] })
  const id = await world.run('f', {})
  expect(await describe(id)).toMatchObject({
    status: 'waiting',
    replay: 'faithful',
    steps: [{ step: 'steps[0]', status: 'running' }],
  })
  expect(await world.runner.cancel(id, 'Cancelled by ann.')).toBe(true)
  expect(await describe(id)).toMatchObject({
    status: 'cancelled',
    replay: 'faithful',
    error: { code: 'cancelled', message: 'Cancelled by ann.' },
    steps: [{ status: 'stopped' }],
  })
})

test('one that was not begun shows what will start it, and nothing else', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ id: 'e', use: 'test.echo' }] })
  const versionId = (await world.database.kysely.selectFrom('flow_versions').select('id').executeTakeFirst())
    ?.id
  const id = newId()
  const execution: NewExecution = {
    id,
    flowId: 'f',
    versionId: versionId ?? '',
    eventId: null,
    parentId: null,
    parentCommand: null,
    rootId: id,
    mode: 'manual',
    status: 'queued',
    owner: null,
    leaseUntil: null,
    createdAt: Date.now(),
    started: JSON.stringify({ type: 'started', at: 1, executionId: id, seed: 's', trigger: { a: 1 } }),
  }
  await world.starting.committer.submit({ executions: [execution] })
  expect(await describe(id)).toMatchObject({
    status: 'queued',
    trigger: { a: 1 },
    steps: [],
    replay: 'faithful',
  })
})

test('a record that the journal does not bear out is called different', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ id: 'e', use: 'test.echo' }] })
  const id = await world.run('f', {})
  await world.database.kysely
    .updateTable('executions')
    .set({ status: 'failed' })
    .where('id', '=', id)
    .execute()
  expect(await describe(id)).toMatchObject({ status: 'failed', replay: 'different' })
  const garbled = JSON.stringify({ type: 'succeeded', at: 1, command: 1, output: {} })
  await world.database.kysely
    .updateTable('journal_entries')
    .set({ entry: garbled })
    .where('execution_id', '=', id)
    .execute()
  expect(await describe(id)).toMatchObject({ replay: 'different', steps: [], trigger: null })
})

test('what does not exist is not found; what ran can be seen after its flow was deleted', async () => {
  await expect(describe(newId())).rejects.toMatchObject({ code: 'not_found' })
  await world.publish({ id: 'f', name: 'f', steps: [{ id: 'e', use: 'test.echo' }] })
  const id = await world.run('f', {})
  await world.database.kysely.deleteFrom('flows').execute()
  // The version outlives its flow, and with it the history.
  expect(await describe(id)).toMatchObject({
    flowName: '(deleted flow)',
    replay: 'faithful',
    steps: [{ id: 'e' }],
  })
})

test('one that waits says for what, how many come first, and until when', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ id: 'got', use: 'test.read', with: { value: 'x' } }] })
  const id = await world.run('f', {})
  const waitsFor = { what: 'Okta /api/v1/users', ahead: 212 }
  const postponed = { type: 'postponed', at: 1, command: 1, until: 5_000, tries: 0, waitsFor }
  const { kysely } = world.database
  await kysely.updateTable('executions').set({ status: 'waiting' }).where('id', '=', id).execute()
  await kysely
    .updateTable('journal_entries')
    .set({ entry: JSON.stringify(postponed) })
    .where('execution_id', '=', id)
    .where('entry', 'like', '%succeeded%')
    .execute()
  const { waits } = await describe(id)
  expect(waits).toEqual([{ step: 'steps[0]', until: 5_000, ...waitsFor }])
})
