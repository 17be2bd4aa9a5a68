import { setTimeout } from 'node:timers/promises'
import { connections, executions, flows, questions, tables } from '@keyway/api'
import { afterEach, describe, expect, test } from 'vitest'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, startWorld, type ExecutionDetail, type World } from '../fixtures/world.ts'

/** Writes once for each row. Two entries of the journal a row: 400 rows reach the first snapshot, 60 do not. */
const streaming = `keyway: 1
name: Stream
trigger: { manual: true }
steps:
  - id: rows
    stream: { use: tables.search_rows, with: { table: Numbers }, pageSize: 20 }
    memo: 0
    next: { ref: sum.output }
    do:
      - { id: write, use: http.post, connection: counter, with: { url: write, body: { n: { ref: rows.item.values.n } } } }
      - { id: sum, use: number.add, with: { numbers: [{ ref: rows.memo }, { ref: rows.item.values.n }] } }
  - return: { count: { ref: rows.count }, sum: { ref: rows.memo } }
`

const asking = `keyway: 1
name: Ask
trigger: { manual: true }
steps:
  - { id: sure, wait: { approval: { question: 'Sure?' } } }
  - { id: write, use: http.post, connection: counter, with: { url: write, body: { by: { ref: execution.id } } } }
  - return: { approved: { ref: sure.approved } }
`

/** On PostgreSQL what a dead process held is taken over when its lease has run out. */
const leaseMs = 60_000

let world: World | undefined
let counter: CountingServer | undefined
afterEach(async () => {
  await world?.close()
  await counter?.close()
  world = undefined
})

async function setUp(
  storage: 'sqlite' | 'postgres',
  flow: string,
): Promise<{ world: World; flowId: string }> {
  counter = await startCountingServer({ answerAfterMs: 6 })
  world = await startWorld({ storage, logLevel: 'error' })
  const { id } = await world.call(connections.createConnection, {
    body: { name: 'counter', connector: 'http', values: { baseUrl: counter.url } },
  })
  const brought = await bringIn(world, [{ name: 'flow.yaml', content: flow }], new Map([['http', id]]))
  const [flowId = ''] = [...brought.values()].map((detail) => detail.id)
  return { world, flowId }
}

async function fill({ keyway, call }: World, rows: number): Promise<void> {
  const columns = [{ name: 'n', type: 'number' as const }]
  const { id } = await call(tables.createTable, { body: { name: 'Numbers', columns } })
  const numbers = Array.from({ length: rows }, (_, at) => at + 1)
  const response = await fetch(`${keyway.url}/api/tables/${id}/csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await keyway.readToken()}`, 'content-type': 'text/csv' },
    body: `n\n${numbers.join('\n')}\n`,
  })
  expect(response.status).toBe(200)
}

function look({ call }: World, executionId: string): Promise<ExecutionDetail> {
  return call(executions.getExecution, { params: { executionId } })
}

/** Plays the person: looks into the other system whether a write happened, and says so. */
async function settle(running: World, execution: ExecutionDetail): Promise<void> {
  const doubted = execution.steps.find(({ status }) => status === 'in_doubt')
  const body = JSON.stringify((doubted?.input as { body?: unknown } | null)?.body)
  const happened = counter?.writes.has(body) === true
  await running.call(executions.resolveInDoubt, {
    params: { executionId: execution.id },
    body: happened ? { outcome: 'happened', output: {} } : { outcome: 'did_not_happen' },
  })
}

describe.each([
  { storage: 'sqlite' as const, rows: 700, kills: 6 },
  { storage: 'sqlite' as const, rows: 60, kills: 2 },
  { storage: 'postgres' as const, rows: 400, kills: 1 },
])('a stream over $rows rows on $storage', ({ storage, rows, kills }) => {
  test('killed in its midst it loses no row and writes none twice, and a pause outlives the process', async () => {
    const { world: running, flowId } = await setUp(storage, streaming)
    await fill(running, rows)
    const { call, keyway } = running
    const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
    const done = async (): Promise<number> => (await look(running, executionId)).progress[0]?.done ?? 0

    for (let round = 1; round <= kills; round += 1) {
      const before = counter?.writes.size ?? 0
      await waitFor(
        'more writes',
        async () => {
          const found = await look(running, executionId)
          if (found.status === 'in_doubt') await settle(running, found)
          return (counter?.writes.size ?? 0) > before + 3 ? true : undefined
        },
        leaseMs,
      )
      await setTimeout(Math.random() * 200)
      await keyway.kill()
      await keyway.start()
    }

    await call(executions.pauseExecution, { params: { executionId } }).catch(() => undefined)
    const paused = await look(running, executionId)
    if (paused.status === 'paused') {
      const [turn, writes] = [await done(), counter?.writes.size]
      await keyway.kill()
      await keyway.start()
      await setTimeout(500)
      expect((await look(running, executionId)).status).toBe('paused')
      expect([await done(), counter?.writes.size]).toEqual([turn, writes])
      await call(executions.resumeExecution, { params: { executionId } })
    }

    const execution = await waitFor(
      'the end',
      async () => {
        const found = await look(running, executionId)
        if (found.status === 'in_doubt') await settle(running, found)
        return found.status === 'succeeded' || found.status === 'failed' ? found : undefined
      },
      leaseMs * 2,
    )
    expect(execution).toMatchObject({
      status: 'succeeded',
      replay: 'faithful',
      output: { count: rows, sum: (rows * (rows + 1)) / 2 },
    })
    expect([...(counter?.writes ?? [])].filter(([, count]) => count !== 1)).toEqual([])
    expect(counter?.writes.size).toBe(rows)
  }, 180_000)
})

describe.each([
  { storage: 'sqlite' as const, rounds: 4 },
  { storage: 'postgres' as const, rounds: 1 },
])('a question on $storage', ({ storage, rounds }) => {
  test('answered just before a kill, the answer counts: it is not asked again, and what follows happens once', async () => {
    const { world: running, flowId } = await setUp(storage, asking)
    const { call, keyway } = running
    for (let round = 0; round < rounds; round += 1) {
      const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
      const [question] = await waitFor('the question', async () => {
        const { items } = await call(questions.listQuestions, { query: { executionId, limit: 10 } })
        return items.length === 1 ? items : undefined
      })
      await call(questions.answerQuestion, {
        params: { questionId: question?.id ?? '' },
        body: { approved: true },
      })
      await setTimeout(round * 4)
      await keyway.kill()
      await keyway.start()
      const execution = await waitFor(
        'the end',
        async () => {
          const found = await look(running, executionId)
          if (found.status === 'in_doubt') await settle(running, found)
          return found.status === 'succeeded' || found.status === 'failed' ? found : undefined
        },
        leaseMs,
      )
      expect(execution).toMatchObject({ status: 'succeeded', output: { approved: true } })
      expect(counter?.writes.get(JSON.stringify({ by: executionId }))).toBe(1)
      const { items } = await call(questions.listQuestions, {
        query: { executionId, limit: 10, status: 'all' },
      })
      expect(items.map(({ status }) => status)).toEqual(['answered'])
    }
  }, 180_000)
})
