import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient, executions, flows, tables, type Call } from '@keyway/api'
import type { Flow, Limits, Step } from '@keyway/engine'
import type { JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startKeyway, type Keyway } from '../start.ts'
import { createDirectories } from '../testing/directories.ts'

const directories = createDirectories()
let keyway: Keyway
let call: Call
/** Helper flows, by name. */
const helpers: Record<string, string> = {}

beforeAll(async () => {
  const dataDirectory = directories.create()
  keyway = await startKeyway({
    host: '127.0.0.1',
    port: 0,
    dataDirectory,
    logLevel: 'silent',
    limitDeadlineSeconds: 2,
    limitSteps: 60,
    limitListItems: 20,
    limitPayloadBytes: 10_000,
    limitChildren: 3,
    limitNesting: 1,
    maxSteps: 100,
    maxListItems: 30,
    maxPayloadBytes: 30_000,
    maxChildren: 5,
    maxNesting: 2,
    maxDeadlineSeconds: 4,
  })
  const token = readFileSync(path.join(dataDirectory, 'cli-token'), 'utf8').trim()
  call = createClient({ baseUrl: keyway.url, token })
  await call(tables.createTable, { body: { name: 'Long', columns: [{ name: 'text', type: 'text' }] } })
  helpers['nothing'] = await publish('Nothing', [{ return: {} }], { helper: true })
  const long: Step[] = [
    { id: 'long', use: 'text.repeat', with: { text: 'x', times: 12_000 } },
    { return: { text: { ref: 'long.output' } } },
  ]
  helpers['long'] = await publish('Long', long, { helper: true })
  helpers['inner'] = await publish('Inner', [{ call: helpers['nothing'] }], { helper: true })
  helpers['outer'] = await publish('Outer', [{ call: helpers['inner'] }], { helper: true })
})
afterAll(async () => {
  await keyway.close()
  directories.remove()
})

async function publish(
  name: string,
  steps: Step[],
  { helper = false, limits }: { helper?: boolean; limits?: Limits } = {},
): Promise<string> {
  const trigger = helper ? ({ helper: true } as const) : ({ manual: true } as const)
  const document: Flow = { keyway: 1, name, trigger, ...(limits === undefined ? {} : { limits }), steps }
  const { id } = await call(flows.createFlow, { body: { document } })
  await call(flows.publishFlow, { params: { flowId: id } })
  if (helper) await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
  return id
}

async function run(steps: Step[], { limits, input = {} }: { limits?: Limits; input?: JsonObject } = {}) {
  const flowId = await publish('Limited', steps, limits === undefined ? {} : { limits })
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input } })
  const read = () => call(executions.getExecution, { params: { executionId } })
  await expect.poll(async () => (await read()).status, { timeout: 15_000 }).toMatch(/succeeded|failed/)
  return read()
}

const helper = (name: string): string => helpers[name] ?? ''
const repeat = (times: number, steps: Step[] = []): Step[] => [{ id: 'loop', repeat: times, do: steps }]
const long = (times: number): Step => ({ id: 'long', use: 'text.repeat', with: { text: 'x', times } })
const kept = (times: number): Step[] => [
  long(times),
  {
    id: 'row',
    use: 'tables.create_row',
    with: { table: 'Long', values: { text: { ref: 'long.output' } } },
  },
]

/** Each limit: what needs so much of it, and how much the server gives by default and at most. */
const cases: {
  limit: keyof Limits
  needs: (amount: number) => Step[]
  code: string
  /** Fits the standard; fits what a flow may ask for; fits nothing. */
  amounts: [number, number, number]
  asked: number
}[] = [
  {
    limit: 'steps',
    needs: (amount) => [{ id: 'a', repeat: 1, do: Array(amount).fill(long(1)).map(named) }],
    code: 'limit_steps',
    amounts: [40, 80, 110],
    asked: 1000,
  },
  {
    limit: 'listItems',
    needs: (amount) => repeat(amount),
    code: 'limit_list',
    amounts: [20, 30, 31],
    asked: 1000,
  },
  {
    limit: 'payloadBytes',
    needs: kept,
    code: 'limit_payload',
    amounts: [9_000, 20_000, 31_000],
    asked: 1_000_000,
  },
  {
    limit: 'children',
    needs: (amount) => repeat(amount, [{ call: helper('nothing') }]),
    code: 'limit_children',
    amounts: [3, 5, 6],
    asked: 1000,
  },
  {
    limit: 'deadlineSeconds',
    needs: (amount) => [{ wait: { seconds: amount } }],
    code: 'limit_deadline',
    amounts: [0.1, 2.5, 10],
    asked: 1000,
  },
]

function named(step: Step, index: number): Step {
  return { ...step, id: `s${index}` } as Step
}

describe.each(cases)('$limit', ({ limit, needs, code, amounts: [least, more, most], asked }) => {
  const limits = { [limit]: asked }
  const setting = limit.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

  test('is by default what the server says, and the error says which, how much and how to raise it', async () => {
    expect(await run(needs(least))).toMatchObject({ status: 'succeeded' })
    const { status, error } = await run(needs(more))
    expect({ status, error }).toMatchObject({ status: 'failed', error: { code } })
    expect(error?.message).toMatch(/\d.*limits: \{ \w+: … \}/)
    expect(error?.message).toContain(`limits: { ${limit}: … }`)
    expect(error?.message).toContain(`KEYWAY_MAX_${setting}`)
  })

  test('is raised by a flow as far as the server allows', async () => {
    expect(await run(needs(more), { limits })).toMatchObject({ status: 'succeeded' })
    const { status, error } = await run(needs(most), { limits })
    expect({ status, error }).toMatchObject({ status: 'failed', error: { code } })
  })
})

test('nesting: helpers call each other as deep as the caller allows, and each by its own limit', async () => {
  expect(await run([{ call: helper('nothing') }])).toMatchObject({ status: 'succeeded' })
  const { status, error } = await run([{ call: helper('inner') }])
  expect({ status, error }).toMatchObject({ status: 'failed', error: { code: 'limit_nesting' } })
  expect(error?.message).toMatch(/1 levels.*limits: \{ nesting: … \}.*KEYWAY_MAX_NESTING/)
})

describe('the limit of payloads holds where values enter', () => {
  const payload = { status: 'failed', error: { code: 'limit_payload' } }

  test('what starts an execution, which is kept and can run again', async () => {
    const steps: Step[] = [{ return: {} }]
    const refused = await run(steps, { input: { text: 'x'.repeat(12_000) } })
    expect(refused).toMatchObject(payload)
    expect(refused.error?.message).toMatch(/10000 bytes.*start it have 120\d\d/)
    expect(refused.steps).toEqual([])
    const raised = await run(steps, {
      input: { text: 'x'.repeat(12_000) },
      limits: { payloadBytes: 20_000 },
    })
    expect(raised).toMatchObject({ status: 'succeeded' })
  })

  test('a page of a stream', async () => {
    const stream: Step[] = [
      ...kept(7_000),
      {
        id: 'again',
        use: 'tables.create_row',
        with: { table: 'Long', values: { text: { ref: 'long.output' } } },
      },
      { id: 'rows', stream: { use: 'tables.search_rows', with: { table: 'Long' } }, do: [] },
    ]
    expect(await run(stream)).toMatchObject(payload)
  })

  test('what a helper gives, and what it gets', async () => {
    expect(await run([{ call: helper('long') }])).toMatchObject(payload)
    expect(await run([{ call: helper('long') }], { limits: { payloadBytes: 20_000 } })).toMatchObject({
      status: 'succeeded',
    })
    const passed = { text: { ref: 'long.output' } }
    expect(await run([long(12_000), { call: helper('nothing'), with: passed }])).toMatchObject(payload)
  })
})
