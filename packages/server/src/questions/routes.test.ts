import type { questions as contract, Role } from '@keyway/api'
import type { Step } from '@keyway/engine'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { describeExecution } from '../executions/describe-execution.ts'
import { createLog } from '../log.ts'
import { createDirectories } from '../testing/directories.ts'
import { openExecutionWorld, type ExecutionWorld } from '../testing/execution-world.ts'
import { mountQuestions } from './routes.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let world: ExecutionWorld
let server: HttpServer
let now: () => number
beforeEach(async () => {
  now = Date.now
  world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  await world.runner.start()
  server = createHttpServer({
    publicUrl: 'https://keyway.example',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) => {
      const [name = '', role] = (headers.get('x-caller') ?? '').split(' ')
      const email = `${name}@acme.example`
      const user = { kind: 'user' as const, userId: name, email, name, sessionHash: '' }
      return Promise.resolve({ ...user, role: role as Role })
    },
  })
  mountQuestions(server, {
    db: world.database.kysely,
    jobs: world.jobs,
    lookAtAnswers: world.runner.lookAtAnswers,
    now: () => now(),
    audit: () => Promise.resolve(),
  })
})
afterEach(() => world.close())

type Question = z.output<typeof contract.question>

async function call<Body = Question & { detail?: string }>(
  caller: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Body }> {
  const response = await server.fetch(
    new Request(`https://keyway.example/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'x-caller': caller,
        'content-type': 'application/json',
        origin: 'https://keyway.example',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  return { status: response.status, body: (await response.json()) as Body }
}

const detail = (id: string) => {
  const { database, program } = world
  return describeExecution({ db: database.kysely, hot: database.hot, program }, id)
}

async function ask(
  wait: Extract<Step, { wait: unknown }>['wait'],
): Promise<{ id: string; question: Question }> {
  await world.publish({
    id: 'f',
    name: 'Suspend',
    steps: [{ id: 'asked', wait }, { return: { asked: { ref: 'asked' } } }],
  })
  const id = await world.run('f', {})
  await world.reaches(id, 'waiting')
  const listed = await call<{ items: Question[] }>('ann viewer', '/questions')
  const [question] = listed.body.items
  if (question === undefined) throw new Error('Nothing was asked.')
  return { id, question }
}

test('an approval is asked, answered by an operator, and the flow goes on with the answer', async () => {
  const { id, question } = await ask({ approval: { question: 'Sure?', details: { user: 'kim' } } })
  expect(question).toMatchObject({
    executionId: id,
    flowName: 'Suspend',
    question: 'Sure?',
    details: { user: 'kim' },
    fields: null,
    status: 'open',
    mayAnswer: false,
  })
  const answered = await call('bob operator', `/questions/${question.id}/answer`, {
    approved: true,
    comment: 'Seen.',
  })
  expect(answered).toMatchObject({
    status: 200,
    body: { status: 'answered', answeredBy: 'bob@acme.example' },
  })
  await world.reaches(id, 'succeeded')
  expect(await detail(id)).toMatchObject({
    replay: 'faithful',
    output: { asked: { status: 'approved', approved: true, by: 'bob@acme.example', comment: 'Seen.' } },
  })
})

test('only those who are named may answer, whatever their role', async () => {
  const { question } = await ask({ approval: { question: 'Sure?', approvers: ['Kim@acme.example'] } })
  const path = `/questions/${question.id}/answer`
  expect(await call('ann viewer', path, { approved: true })).toMatchObject({ status: 403 })
  expect(await call('root admin', path, { approved: true })).toMatchObject({
    status: 403,
    body: { detail: 'Only Kim@acme.example may answer this.' },
  })
  expect(await call('kim viewer', path, { approved: false })).toMatchObject({ status: 200 })
})

test('the first answer counts', async () => {
  const { id, question } = await ask({ approval: { question: 'Sure?' } })
  const path = `/questions/${question.id}/answer`
  const answers = await Promise.all(
    [true, false, true].map((approved, at) => call(`op${at} operator`, path, { approved })),
  )
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  await world.reaches(id, 'succeeded')
  const winner = answers.find(({ status }) => status === 200)
  expect((await detail(id)).output).toMatchObject({ asked: { by: winner?.body.answeredBy } })
})

test('a form gives its answers in their declared types', async () => {
  const { id, question } = await ask({
    answer: {
      question: 'How many?',
      fields: [
        { key: 'count', type: 'number', required: true },
        { key: 'team', options: ['red', 'blue'] },
        { key: 'note' },
      ],
    },
  })
  const path = `/questions/${question.id}/answer`
  const wrong = async (answers: object): Promise<string | undefined> => {
    const { status, body } = await call('bob operator', path, { answers })
    expect(status).toBe(400)
    return body.detail
  }
  expect(await wrong({})).toContain('"count" needs an answer')
  expect(await wrong({ count: 'many' })).toContain('"count" is not usable')
  expect(await wrong({ count: 1, team: 'green' })).toContain('one of red, blue')
  expect(await wrong({ count: 1, other: 2 })).toContain('no field "other"')
  expect(await call('bob operator', path, { answers: { count: '3', team: 'red' } })).toMatchObject({
    status: 200,
  })
  await world.reaches(id, 'succeeded')
  expect((await detail(id)).output).toMatchObject({
    asked: { status: 'answered', answers: { count: 3, team: 'red', note: null } },
  })
})

test('without an answer in time the flow goes on and knows it', async () => {
  const { id, question } = await ask({ approval: { question: 'Sure?', withinSeconds: 1 } })
  await world.reaches(id, 'succeeded')
  expect((await detail(id)).output).toMatchObject({ asked: { status: 'expired', approved: false, by: null } })
  const late = await call('bob operator', `/questions/${question.id}/answer`, { approved: true })
  expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('is over') } })
})

test('an answer that was kept reaches the flow after a crash', async () => {
  const { id, question } = await ask({ approval: { question: 'Sure?' } })
  // As if the process had died right after the answer was on disk, before the flow heard of it.
  await world.database.kysely
    .updateTable('questions')
    .set({ status: 'answered', answer: JSON.stringify({ status: 'approved', approved: true, by: 'kim' }) })
    .where('id', '=', question.id)
    .execute()
  await world.runner.takeUp(id)
  await world.reaches(id, 'succeeded')
  expect((await detail(id)).output).toMatchObject({ asked: { by: 'kim' } })
})

test('a question of an execution that ended otherwise is withdrawn', async () => {
  const { id, question } = await ask({ approval: { question: 'Sure?' } })
  await world.runner.cancel(id, 'No more.')
  expect((await call('bob operator', `/questions/${question.id}`)).body.status).toBe('withdrawn')
  expect((await call<{ items: unknown[] }>('bob operator', '/questions')).body.items).toEqual([])
  expect((await call<{ items: unknown[] }>('bob operator', '/questions?status=all')).body.items).toHaveLength(
    1,
  )
  const late = await call('bob operator', `/questions/${question.id}/answer`, { approved: true })
  expect(late).toMatchObject({ status: 409 })
})

test('turns of a loop ask side by side, and each goes on with its own answer', async () => {
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      {
        id: 'each',
        forEach: { const: ['a', 'b', 'c'] },
        concurrency: 3,
        collect: { ref: 'ok.approved' },
        do: [{ id: 'ok', wait: { approval: { question: 'About {{ each.item }}?' } } }],
      },
      { return: { list: { ref: 'each.list' } } },
    ],
  })
  const id = await world.run('f', {})
  const { items } = (await call<{ items: Question[] }>('bob operator', '/questions')).body
  expect(items.map(({ question }) => question).sort()).toEqual(['About a?', 'About b?', 'About c?'])
  for (const { id: one, question } of items) {
    await call('bob operator', `/questions/${one}/answer`, { approved: question === 'About b?' })
  }
  await world.reaches(id, 'succeeded')
  expect((await detail(id)).output).toEqual({ list: [false, true, false] })
})

test('an execution that the store failed for a moment goes on when it is back', async () => {
  world.weather.breaksStore = true
  await world.publish({ id: 'f', name: 'f', steps: [{ wait: { approval: { question: 'Sure?' } } }] })
  const id = await world.run('f', {})
  expect((await detail(id)).status).toBe('running')
  world.weather.breaksStore = false
  await world.reaches(id, 'waiting')
})
