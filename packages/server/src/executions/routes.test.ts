import type { executions as contract, Role } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { appendAudit, listAudit } from '../audit/store.ts'
import { newId } from '../db/new-id.ts'
import { mountEvents } from '../events/routes.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createDirectories } from '../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { mountExecutions } from './routes.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let world: ExecutionWorld
let server: HttpServer
beforeEach(async () => {
  world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) =>
      Promise.resolve({ kind: 'token', tokenId: 't', name: 'ann', role: headers.get('x-role') as Role }),
  })
  const { database, runner, starting, program } = world
  const db = database.kysely
  mountExecutions(server, {
    db,
    hot: database.hot,
    runner,
    starting,
    program,
    catalog: world.catalog,
    newId,
    now: Date.now,
    audit: ({ detail, ...entry }) =>
      appendAudit(db, { ...entry, detail: detail === undefined ? null : { what: detail } }),
  })
  mountEvents(server, { db })
})
afterEach(() => world.close())

interface Answer<Body> {
  status: number
  body: Body & { code?: string; detail?: string }
}

async function call<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
  const response = await server.fetch(
    new Request(`https://keyway.example/api${path}`, {
      method,
      headers: { 'x-role': 'operator', 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    }),
  )
  return { status: response.status, body: (await response.json()) as Answer<Body>['body'] }
}

type Detail = z.output<typeof contract.getExecution.answer>
type Summary = z.output<typeof contract.executionSummary>
type Listed = z.output<typeof contract.listExecutions.answer>
const get = async (id: string) => (await call<Detail>('GET', `/executions/${id}`)).body
const actions = async () =>
  (await listAudit(world.database.kysely, { limit: 10 })).map(({ action, target, actor }) => [
    action,
    target,
    actor,
  ])

async function publishWrite(): Promise<void> {
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      { id: 'sent', use: 'test.write', with: { value: { ref: 'trigger.value' } } },
      { return: { n: { ref: 'sent.count' } } },
    ],
  })
}

async function inDoubt(): Promise<string> {
  await publishWrite()
  world.weather.losesAnswers = true
  const id = await world.run('f', { value: 'once' })
  world.weather.losesAnswers = false
  expect(await get(id)).toMatchObject({ status: 'in_doubt' })
  return id
}

test('a waiting execution is cancelled once', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ wait: { seconds: 600 } }] })
  const id = await world.run('f', {})
  const cancelled = await call<Summary>('POST', `/executions/${id}/cancel`)
  expect(cancelled).toMatchObject({ status: 200, body: { id, status: 'cancelled' } })
  expect(cancelled.body).not.toHaveProperty('seq')
  expect(await get(id)).toMatchObject({ error: { message: 'Cancelled by ann.' } })
  const again = await call('POST', `/executions/${id}/cancel`)
  expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(again.body.detail).toContain('was cancelled')
  expect(await actions()).toEqual([['execution.cancelled', id, 'token:ann']])
})

test('what another process holds is not cancelled', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ wait: { seconds: 600 } }] })
  const id = await world.run('f', {})
  const claim = { owner: 'another', leaseUntil: Date.now() + 60_000, now: Date.now() }
  expect(await world.database.hot.take({ ...claim, executionIds: [id] })).toHaveLength(1)
  const refused = await call('POST', `/executions/${id}/cancel`)
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Another process') } })
  expect(await actions()).toEqual([])
})

test('a rerun has the same trigger and event, with the version asked for', async () => {
  const document = (said: string) => ({
    id: 'f',
    name: 'f',
    steps: [{ return: { said, value: { ref: 'trigger.value' } } }],
  })
  await world.publish(document('old'))
  const eventId = newId()
  const event = { id: eventId, identity: 'e', source: 'okta', type: 'user.lock', subject: null }
  await world.starting.committer.submit({
    events: [{ ...event, occurredAt: 1, receivedAt: 2, payload: '{"value":7}' }],
  })
  const first = await world.run('f', { value: 7 }, { mode: 'event', eventId })
  await world.publish(document('new'))

  const rerun = async (body: unknown) => {
    const { status, body: answer } = await call<{ executionId: string }>(
      'POST',
      `/executions/${first}/rerun`,
      body,
    )
    expect(status).toBe(200)
    await world.reaches(answer.executionId, 'succeeded')
    return get(answer.executionId)
  }
  const same = await rerun({ version: 'same' })
  expect(same).toMatchObject({ version: 1, mode: 'event', eventId, eventType: 'user.lock', parentId: null })
  expect(same).toMatchObject({ trigger: { value: 7 }, output: { said: 'old', value: 7 } })
  const current = await rerun({})
  expect(current).toMatchObject({ version: 2, eventId, output: { said: 'new', value: 7 } })
  expect(current.id).not.toBe(same.id)
  expect(await actions()).toEqual([
    ['execution.rerun', first, 'token:ann'],
    ['execution.rerun', first, 'token:ann'],
  ])

  expect((await get(first)).reruns).toEqual([
    { id: current.id, status: 'succeeded', dryRun: false, createdAt: current.createdAt },
    { id: same.id, status: 'succeeded', dryRun: false, createdAt: same.createdAt },
  ])
  expect(current).toMatchObject({ rerunOf: first, reruns: [] })

  const listed = await call<Listed>('GET', `/executions?eventId=${eventId}`)
  expect(listed.body.items.map(({ id }) => id)).toEqual([current.id, same.id, first])
  expect((await call('GET', '/events')).body).toMatchObject({
    items: [{ id: eventId, executions: 3 }],
    next: null,
  })
  expect((await call('GET', `/events/${eventId}`)).body).toMatchObject({
    payload: { value: 7 },
    executions: 3,
  })
  expect((await call('GET', '/events/x')).status).toBe(404)
})

test('what is gone cannot run again', async () => {
  await world.publish({ id: 'f', name: 'Gone', steps: [{ return: {} }] })
  const id = await world.run('f', {})
  const db = world.database.kysely
  await db.updateTable('flows').set({ published_version_id: null }).execute()
  const unpublished = await call('POST', `/executions/${id}/rerun`)
  expect(unpublished).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('"Gone" has no published') },
  })
  await db.deleteFrom('flows').execute()
  const deleted = await call('POST', `/executions/${id}/rerun`, { version: 'same' })
  expect(deleted).toMatchObject({ status: 409, body: { detail: expect.stringContaining('deleted') } })
  expect((await call<Listed>('GET', '/executions')).body.items).toMatchObject([
    { id, flowName: '(deleted flow)', version: 1 },
  ])
})

test('a write in doubt that happened goes on with the output a person gives', async () => {
  const id = await inDoubt()
  const answer = await call('POST', `/executions/${id}/resolve`, {
    outcome: 'happened',
    output: { count: 9 },
  })
  expect(answer.status).toBe(200)
  await world.reaches(id, 'succeeded')
  expect(await get(id)).toMatchObject({ output: { n: 9 }, inDoubt: null, replay: 'faithful' })
  expect(world.written).toEqual(['once'])
  expect(await actions()).toEqual([['execution.resolved', id, 'token:ann']])
  const again = await call('POST', `/executions/${id}/resolve`, { outcome: 'fail' })
  expect(again).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Nothing is in doubt') },
  })
})

test('a write in doubt that did not happen is made again', async () => {
  const id = await inDoubt()
  await call('POST', `/executions/${id}/resolve`, { outcome: 'did_not_happen' })
  await world.reaches(id, 'succeeded')
  expect(await get(id)).toMatchObject({ output: { n: 2 }, replay: 'faithful' })
  expect(world.written).toEqual(['once', 'once'])
})

test('a write in doubt can be given up', async () => {
  const id = await inDoubt()
  await call('POST', `/executions/${id}/resolve`, { outcome: 'fail' })
  await world.reaches(id, 'failed')
  expect(await get(id)).toMatchObject({
    error: { code: 'given_up', details: { by: 'token:ann' } },
    failedStep: 'steps[0]',
    replay: 'faithful',
  })
})

test('of two people who decide at once, one does', async () => {
  const id = await inDoubt()
  const answers = await Promise.all([
    call('POST', `/executions/${id}/resolve`, { outcome: 'did_not_happen' }),
    call('POST', `/executions/${id}/resolve`, { outcome: 'did_not_happen' }),
  ])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  await world.reaches(id, 'succeeded')
  expect(world.written).toEqual(['once', 'once'])
})

test('what does not exist is 404, and a foreign cursor 400', async () => {
  for (const path of ['cancel', 'rerun']) {
    expect((await call('POST', `/executions/nope/${path}`)).status).toBe(404)
  }
  expect((await call('POST', '/executions/nope/resolve', { outcome: 'fail' })).status).toBe(404)
  expect((await call('GET', '/executions/nope')).status).toBe(404)
  expect(await call('GET', '/executions?cursor=abc')).toMatchObject({
    status: 400,
    body: { code: 'cursor_invalid' },
  })
})

const shouting = (word: string) => ({
  id: 'f',
  name: 'f',
  steps: [
    { id: 'one', use: 'test.write', with: { value: 'one' } },
    { id: 'two', use: 'test.write', with: { value: 'two' } },
    { return: { said: word, one: { ref: 'one.count' }, two: { ref: 'two.count' } } },
  ],
})

test('a rerun from a step takes over what came before it, also in another version', async () => {
  await world.publish(shouting('old'))
  const first = await world.run('f', {})
  await world.publish(shouting('new'))
  const body = { fromStep: 'steps[1]', version: 'current' }
  const rerun = await call<{ executionId: string }>('POST', `/executions/${first}/rerun`, body)
  expect(rerun.status).toBe(200)
  const id = rerun.body.executionId
  await world.reaches(id, 'succeeded')
  expect(world.written).toEqual(['one', 'two', 'two'])
  const shown = await get(id)
  expect(shown).toMatchObject({ rerunOf: first, output: { said: 'new', one: 1, two: 3 }, replay: 'faithful' })
  expect(shown.steps.map(({ id: step, origin }) => [step, origin])).toEqual([
    ['one', 'taken_over'],
    ['two', undefined],
    [null, undefined],
  ])
})

test('a step that was never reached is nothing to run again from', async () => {
  await world.publish({ id: 'f', name: 'f', steps: [{ fail: { message: 'no' } }, { note: 'later' }] })
  const id = await world.run('f', {})
  const refused = await call('POST', `/executions/${id}/rerun`, { fromStep: 'steps[1]' })
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('never came to') } })
})

test('a dry run reads, describes what it would change, in helpers too, and changes nothing', async () => {
  await world.publish({
    id: 'h',
    name: 'h',
    helper: true,
    steps: [
      { id: 'sent', use: 'test.write', with: { value: { ref: 'trigger.value' } } },
      { return: { done: true } },
    ],
  })
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      { id: 'got', use: 'test.read', with: { value: 'seen' } },
      { id: 'sent', use: 'test.write', with: { value: { ref: 'got.value' } } },
      { wait: { seconds: 1_000 } },
      { id: 'ok', wait: { approval: { question: 'Sure?' } } },
      { id: 'helped', call: 'h', with: { value: 'deep' } },
      { return: { got: { ref: 'got.value' }, ok: { ref: 'ok.approved' }, helped: { ref: 'helped.done' } } },
    ],
  })
  const id = await world.run('f', {}, { dryRun: true })
  const shown = await get(id)
  expect(shown).toMatchObject({
    status: 'succeeded',
    dryRun: true,
    replay: 'faithful',
    output: { got: 'seen', ok: true, helped: true },
  })
  expect(shown.steps[1]).toMatchObject({ id: 'sent', origin: 'described', input: { value: 'seen' } })
  expect(world.written).toEqual([])
  const [helper] = shown.children
  expect(await get(helper?.id ?? '')).toMatchObject({
    dryRun: true,
    steps: [{ origin: 'described', input: { value: 'deep' } }, {}],
  })
})

test('a dry run says what an action would refuse', async () => {
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [{ id: 'sent', use: 'test.strict', with: { number: { ref: 'trigger.text' } } }],
  })
  const id = await world.run('f', { text: 'many' }, { dryRun: true })
  expect(await get(id)).toMatchObject({
    status: 'failed',
    error: { code: expect.stringMatching(/type_mismatch|input/) },
  })
})

test('what is paused, resumed and cancelled takes its helpers along', async () => {
  await world.runner.start()
  await world.publish({
    id: 'h',
    name: 'h',
    helper: true,
    steps: [{ wait: { seconds: 600 } }, { return: { done: true } }],
  })
  await world.publish({ id: 'f', name: 'f', steps: [{ id: 'helped', call: 'h' }] })
  const id = await world.run('f', {})
  await world.reaches(id, 'waiting')
  const helper = (await get(id)).children[0]?.id ?? ''
  expect(await call('POST', `/executions/${id}/pause`)).toMatchObject({ body: { status: 'paused' } })
  await world.reaches(helper, 'paused')
  expect(await call('POST', `/executions/${id}/pause`)).toMatchObject({ status: 409 })
  expect(await call('POST', `/executions/${id}/resume`)).toMatchObject({ status: 200 })
  await world.reaches(id, 'waiting')
  await world.reaches(helper, 'waiting')
  expect(await call('POST', `/executions/${id}/resume`)).toMatchObject({ status: 409 })
  await call('POST', `/executions/${id}/pause`)
  expect(await call('POST', `/executions/${id}/cancel`)).toMatchObject({ body: { status: 'cancelled' } })
  await world.reaches(helper, 'cancelled')
  expect((await actions()).map(([action]) => action)).toEqual([
    'execution.cancelled',
    'execution.paused',
    'execution.resumed',
    'execution.paused',
  ])
})
