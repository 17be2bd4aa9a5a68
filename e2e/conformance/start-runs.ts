import { executions, flows } from '@keyway/api'
import type { Flow, TriggerInput } from '@keyway/engine'
import { toText, type Json, type JsonObject } from '@keyway/sdk'
import type { CorpusFlow } from './bring-in.ts'
import { needsLoop, wrapInLoop } from './in-a-loop.ts'
import { rowInputs, type Rows } from './rows.ts'
import { fulfil, inputValue, varieties, type Variety } from './values.ts'
import { wishAt, type WishBook } from './wishes.ts'
import type { World } from './world.ts'
import { untilIdle } from './read-runs.ts'

/** What is needed to make values and start flows with them. */
export interface Stage {
  world: World
  rows: Rows
  wishBook: WishBook
  /** Every flow of the corpus. */
  flows: readonly CorpusFlow[]
}

/**
 * Starts a flow as it is started in life, once in each variety of its inputs, and waits until it is at rest. Events are
 * delivered apart. Answers the variety of each execution.
 */
export async function startRuns(stage: Stage, flow: CorpusFlow): Promise<Map<string, Variety>> {
  const { world, rows } = stage
  const { trigger } = flow.document
  const runs = new Map<string, Variety>()
  if ('event' in trigger) return runs
  await rows.fill()
  const flowId = needsLoop(flow.document) ? await wrapInLoop(world, flow) : flow.detail.id
  const start = async (variety: Variety): Promise<void> => {
    const values = await makeValues(stage, { document: flow.document, variety })
    const executionId =
      'endpoint' in trigger ? await callEndpoint(stage, flow, values) : await run(world, flowId, values)
    runs.set(executionId, variety)
  }
  const [typical, ...others] = varieties
  await start(typical)
  // What one run changes, the next one finds.
  await untilIdle(world.call, longestRunMs)
  if (inputsOf(flow.document).length === 0) return runs
  for (const variety of others) await start(variety)
  await untilIdle(world.call, longestRunMs)
  return runs
}

const longestRunMs = 20_000

async function run({ call }: World, flowId: string, input: JsonObject): Promise<string> {
  return (await call(flows.runFlow, { params: { flowId }, body: { input } })).executionId
}

function inputsOf({ trigger }: Flow): readonly (TriggerInput & { in?: string })[] {
  return 'inputs' in trigger ? (trigger.inputs ?? []) : []
}

async function makeValues(
  { world: { known }, rows, wishBook }: Stage,
  { document, variety }: { document: Flow; variety: Variety },
): Promise<JsonObject> {
  const trigger = wishBook.of(document).get('trigger')
  const rowsByInput = rowInputs(document)
  const values: [string, Json][] = []
  for (const input of inputsOf(document)) {
    const wish = wishAt(trigger, 'endpoint' in document.trigger ? ['inputs', input.key] : [input.key])
    const table = variety === 'typical' ? rowsByInput.get(input.key) : undefined
    const row = table === undefined ? null : await rows.find(table)
    values.push([input.key, row ?? inputValue(input, variety, { wish, known })])
  }
  return Object.fromEntries(values)
}

async function callEndpoint(
  { world: { call, known }, wishBook }: Stage,
  { document, detail }: CorpusFlow,
  values: JsonObject,
): Promise<string> {
  const { endpoint } = detail
  if (endpoint === null) throw new Error(`"${detail.name}" has no endpoint.`)
  const inputs = inputsOf(document)
  const part = (name: string): [string, Json][] =>
    inputs.filter((input) => input.in === name).map(({ key }) => [key, values[key] ?? null])
  const url = new URL(endpoint.url)
  for (const [key, value] of part('query')) if (value !== null) url.searchParams.set(key, toText(value))
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const [key, value] of part('headers')) if (value !== null) headers.set(key, toText(value))
  if (endpoint.token !== null) headers.set(endpoint.tokenHeader, endpoint.token)
  const named = part('body')
  const whole = wishAt(wishBook.of(document).get('trigger'), ['body'])
  const body = named.length > 0 ? Object.fromEntries(named) : fulfil({ ...whole, type: null }, 'body', known)
  const before = Date.now()
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  await response.arrayBuffer()
  const { items } = await call(executions.listExecutions, { query: { flowId: detail.id, limit: 1 } })
  const [started] = items
  if (started === undefined || started.createdAt < before)
    throw new Error(`"${detail.name}" answered ${response.status} and started nothing.`)
  return started.id
}
