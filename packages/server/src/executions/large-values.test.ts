import type { executions as contract, Role } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createDirectories } from '../testing/directories.ts'
import { newId } from '../db/new-id.ts'
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
  const { database, runner, starting, program, catalog } = world
  const audit = () => Promise.resolve()
  const stores = { db: database.kysely, hot: database.hot }
  mountExecutions(server, { ...stores, runner, starting, program, catalog, newId, now: Date.now, audit })
})
afterEach(() => world.close())

const get = (path: string) =>
  server.fetch(
    new Request(`https://keyway.example/api/executions/${path}`, { headers: { 'x-role': 'viewer' } }),
  )
type Detail = z.output<typeof contract.getExecution.answer>
const detail = async (id: string) => (await (await get(id)).json()) as Detail
const value = async (id: string, query: string): Promise<unknown> =>
  (await get(`${id}/values?${query}`)).json()

const long = `Zoë 🔑 ${'x'.repeat(900_000)}`

test('a long value is shown by its head, and given whole as a file', async () => {
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      { id: 'got', use: 'test.read', with: { value: { ref: 'trigger' } } },
      { return: { text: { ref: 'got.value.text' } } },
    ],
  })
  const trigger = { text: long, list: [{ name: 'a' }], __proto__: null }
  const id = await world.run('f', trigger)
  const { cut, steps, replay } = await detail(id)
  expect(replay).toBe('faithful')
  expect(JSON.stringify(steps).length).toBeLessThan(300_000)
  expect(cut).toContainEqual({ step: null, turns: [], part: 'input' })
  expect(cut).toContainEqual({ step: 'steps[0]', turns: [], part: 'output' })
  expect(await value(id, 'part=output')).toEqual({ text: long })
  expect(await value(id, 'part=input&path=list.0.name')).toBe('a')
  expect(await value(id, 'step=steps[0]&part=output&path=value.text')).toBe(long)
  expect(await value(id, 'step=steps[0]&part=error')).toBeNull()
  const answer = await get(`${id}/values?step=steps[0]&part=input`)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json',
    'content-disposition': expect.stringMatching(/^attachment; filename="steps_0_ input.json"/),
  })
  const { blobs } = await world.database.kysely
    .selectFrom('journal_blobs')
    .select(({ fn }) => fn.countAll<number>().as('blobs'))
    .executeTakeFirstOrThrow()
  expect(Number(blobs)).toBe(2)
})

test('a turn of a loop is found by its numbers; what did not run is not', async () => {
  await world.publish({
    id: 'f',
    name: 'f',
    steps: [
      {
        id: 'loop',
        forEach: { ref: 'trigger.list' },
        do: [{ id: 'got', use: 'test.read', with: { value: { ref: 'loop.item' } } }],
      },
    ],
  })
  const id = await world.run('f', { list: ['a', 'b', 'c'] })
  const runs = (await detail(id)).steps.filter(({ id: step }) => step === 'got')
  expect(runs).toHaveLength(3)
  const step = encodeURIComponent(runs[0]?.step ?? '')
  expect(await value(id, `step=${step}&turns=1`)).toEqual({ value: 'b' })
  for (const turns of ['3', '', '1,0']) {
    expect((await get(`${id}/values?step=${step}&turns=${turns}`)).status).toBe(404)
  }
  expect((await get(`${id}/values?step=__proto__`)).status).toBe(404)
  expect((await get(`${id}/values?turns=a`)).status).toBe(400)
  expect((await get('nobody/values')).status).toBe(404)
})

test('an output beyond the limit fails its step, which a flow can catch, and says how to raise it', async () => {
  const limits = { payloadBytes: 100_000 }
  await world.publish({
    id: 'f',
    name: 'f',
    limits,
    steps: [
      {
        id: 'tried',
        try: [
          {
            id: 'got',
            use: 'test.read',
            with: { value: [{ ref: 'trigger.text' }, { ref: 'trigger.text' }] },
          },
        ],
        catch: [{ return: { code: { ref: 'tried.error.code' }, message: { ref: 'tried.error.message' } } }],
      },
    ],
  })
  const { status, output } = await detail(await world.run('f', { text: 'x'.repeat(60_000) }))
  expect({ status, output }).toMatchObject({
    status: 'succeeded',
    output: {
      code: 'limit_payload',
      message: expect.stringMatching(/at most 100000 bytes.*has 1200\d\d.*payloadBytes/),
    },
  })
  // Short of the limit in characters, beyond it in bytes.
  const wide = await world.run('f', { text: '日'.repeat(20_000) })
  expect((await detail(wide)).output).toMatchObject({ code: 'limit_payload' })
})
