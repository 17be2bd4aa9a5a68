import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { connections, createClient, executions, flows, oktaHooks, system, type Call } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { newMasterKey, startFleetProcess, type FleetOptions, type FleetProcess } from '../fixtures/fleet.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { oktaDelivery, postToHook } from '../fixtures/okta-delivery.ts'
import { startPostgres, type Postgres } from '../fixtures/postgres.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, listAllExecutions } from '../fixtures/world.ts'

const masterKey = newMasterKey()
let postgres: Postgres
let server: FleetProcess
let call: Call
let counter: CountingServer
const others = new Set<FleetProcess>()

async function start(
  role: FleetOptions['role'],
  settings: Record<string, string> = {},
): Promise<FleetProcess> {
  const process = await startFleetProcess({ role, databaseUrl: postgres.url, masterKey, settings })
  others.add(process)
  return process
}

beforeAll(async () => {
  postgres = await startPostgres()
  counter = await startCountingServer({ answerAfterMs: 20 })
  server = await start('server')
  others.delete(server)
  const token = (await readFile(`${server.dataDirectory}/cli-token`, 'utf8')).trim()
  call = createClient({ baseUrl: server.url, token })
}, 120_000)
afterEach(async () => {
  await Promise.all([...others].map((process) => process.close()))
  others.clear()
})
afterAll(async () => {
  await server.close()
  await counter.close()
  await postgres.stop()
})

async function addConnection(): Promise<string> {
  const { items } = await call(connections.listConnections)
  const known = items.find(({ name }) => name === 'counter')
  if (known !== undefined) return known.id
  const values = { baseUrl: counter.url }
  return (await call(connections.createConnection, { body: { name: 'counter', connector: 'http', values } }))
    .id
}

async function addFlow(document: Omit<Flow, 'keyway'>): Promise<string> {
  const { id } = await call(flows.createFlow, { body: { document: { keyway: 1, ...document } } })
  const { bindings } = await call(flows.getFlow, { params: { flowId: id } })
  const connectionId = bindings.length === 0 ? '' : await addConnection()
  const bound = Object.fromEntries(bindings.map(({ name }) => [name, connectionId]))
  await call(flows.bindConnections, { params: { flowId: id }, body: { bindings: bound } })
  await call(flows.publishFlow, { params: { flowId: id }, body: {} })
  await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
  return id
}

const statusOf = async (executionId: string): Promise<string> =>
  (await call(executions.getExecution, { params: { executionId } })).status

describe('a fleet', { timeout: 180_000 }, () => {
  test('servers accept, workers execute, each event once; an idle worker is woken', async () => {
    const workers = await Promise.all([start('worker'), start('worker')])
    expect(await Promise.all(workers.map((worker) => worker.health()))).toEqual([200, 200])
    expect(await workers[0]?.health('live')).toBe(200)
    expect((await fetch(`${workers[0]?.url}/api/system`)).status).toBe(401)
    await bringIn({ call }, [readFlowFile('counted-write.yaml')], new Map([['http', await addConnection()]]))
    const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
    const deliver = async (uuids: readonly string[]): Promise<void> => {
      const answer = await postToHook(hook, oktaDelivery(uuids.map((uuid) => ({ uuid }))))
      expect(answer.status).toBe(204)
    }
    const latencies: number[] = []
    for (let n = 0; n < 12; n += 1) {
      const before = counter.reads()
      const began = performance.now()
      await deliver([`single-${n}`])
      while (counter.reads() === before) await setTimeout(1)
      latencies.push(performance.now() - began)
      await setTimeout(150)
    }
    const median = latencies.toSorted((a, b) => a - b)[6] ?? Infinity
    console.log(JSON.stringify({ firstActionMs: latencies.map(Math.round), median }))
    expect(median).toBeLessThan(500)

    await Promise.all(
      Array.from({ length: 40 }, (_, n) => deliver(Array.from({ length: 10 }, (_, m) => `many-${n}-${m}`))),
    )
    await waitFor('all executions', async () => ((await isQuiet()) ? true : undefined), 60_000)
    expect(counter.writes.size).toBe(412)
    expect([...counter.writes.values()].every((count) => count === 1)).toBe(true)
    const all = await listAllExecutions({ call })
    expect(all).toHaveLength(412)
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['succeeded']))
  })

  test('a schedule fires once, whatever the number of workers', async () => {
    await Promise.all([start('worker'), start('worker')])
    const flowId = await addFlow({
      name: 'Tick',
      trigger: { schedule: { cron: '* * * * * *', timeZone: 'UTC' } },
      steps: [{ return: { at: { ref: 'trigger.scheduledAt' } } }],
    })
    await setTimeout(9_000)
    await call(flows.switchFlow, { params: { flowId }, body: { isOn: false } })
    await setTimeout(1_000)
    const runs = await listAllExecutions({ call }, { flowId })
    const details = await Promise.all(
      runs.map(({ id }) => call(executions.getExecution, { params: { executionId: id } })),
    )
    const times = details.map(({ trigger }) => JSON.stringify(trigger))
    expect(times.length).toBeGreaterThanOrEqual(3)
    expect(new Set(times).size).toBe(times.length)
  })

  test('the caller of an endpoint gets the answer of the worker, and a person can cancel what it runs', async () => {
    await start('worker')
    const echo = await addFlow({
      name: 'Echo',
      trigger: { endpoint: { security: 'public' } },
      steps: [{ return: { said: { ref: 'trigger.body' } } }],
    })
    const { endpoint } = await call(flows.getFlow, { params: { flowId: echo } })
    const say = async (body: string): Promise<unknown> =>
      (await fetch(endpoint?.url ?? '', { method: 'POST', body })).json()
    expect(await say('hello')).toEqual({ said: 'hello' })
    const began = performance.now()
    for (let n = 0; n < 8; n += 1) expect(await say(`${n}`)).toEqual({ said: `${n}` })
    const each = (performance.now() - began) / 8
    console.log(JSON.stringify({ endpointMs: each }))
    expect(each).toBeLessThan(140)
    const long = 'x'.repeat(50_000)
    expect(await say(long)).toEqual({ said: long })

    const slow = await addFlow({
      name: 'Slow',
      trigger: { manual: true },
      steps: [{ id: 'turns', repeat: 2_000, do: [read] }],
    })
    const { executionId } = await call(flows.runFlow, { params: { flowId: slow }, body: { input: {} } })
    await waitFor('the start', async () => ((await statusOf(executionId)) === 'running' ? true : undefined))
    const cancelled = await call(executions.cancelExecution, { params: { executionId } })
    expect(cancelled.status).toBe('cancelled')
  })

  test('a worker that ends gives back what it runs, and another goes on at once', async () => {
    const first = await start('worker', { KEYWAY_DRAIN_SECONDS: '8' })
    const flowId = await addFlow({
      name: 'Long',
      trigger: { manual: true },
      steps: [{ id: 'turns', repeat: 600, do: [read] }],
    })
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const run = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
        return run.executionId
      }),
    )
    await waitFor('the start', async () =>
      (await Promise.all(ids.map(statusOf))).every((status) => status === 'running') ? true : undefined,
    )
    const second = await start('worker')
    first.signal('SIGTERM')
    const began = performance.now()
    await waitFor(
      'draining to be seen',
      async () => ((await first.health()) === 503 ? true : undefined),
      1_000,
    )
    expect(await first.ended).toBe(0)
    const tookMs = performance.now() - began
    expect(tookMs).toBeLessThan(10_000)
    await waitFor(
      'the others to be taken',
      async () =>
        (await Promise.all(ids.map(statusOf))).every((status) => status !== 'queued') ? true : undefined,
      1_000,
    )
    await waitFor(
      'the end',
      async () =>
        (await Promise.all(ids.map(statusOf))).every((status) => status === 'succeeded') ? true : undefined,
      60_000,
    )
    console.log(JSON.stringify({ drainMs: Math.round(tookMs) }))
    expect(await second.health()).toBe(200)
  })

  test('a second signal ends a worker now', async () => {
    const worker = await start('worker', { KEYWAY_DRAIN_SECONDS: '60' })
    const flowId = await addFlow({
      name: 'Longer',
      trigger: { manual: true },
      steps: [{ id: 'turns', repeat: 100, do: [read] }],
    })
    await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
    await waitFor('a read', () => (counter.reads() > 0 ? true : undefined))
    worker.signal('SIGTERM')
    await setTimeout(500)
    worker.signal('SIGTERM')
    expect(await worker.ended).toBe('SIGTERM')
  })

  test('a server that ends answers what is under way, and takes nothing more', async () => {
    await start('worker')
    const flowId = await addFlow({
      name: 'Patience',
      trigger: { endpoint: { security: 'public' } },
      steps: [{ wait: { seconds: 1.5 } }, { return: { done: true } }],
    })
    const { endpoint } = await call(flows.getFlow, { params: { flowId } })
    const beside = await start('server')
    const url = (endpoint?.url ?? '').replace(server.url, beside.url)
    const answer = fetch(url, { method: 'POST', body: 'x' })
    await setTimeout(300)
    beside.signal('SIGTERM')
    await setTimeout(300)
    await expect(fetch(url, { method: 'POST', body: 'y' })).rejects.toThrow('fetch failed')
    expect(await (await answer).json()).toEqual({ done: true })
    expect(await beside.ended).toBe(0)
  })
})

const read = { id: 'read', use: 'http.get', connection: 'counter', with: { url: 'read' } } as const

async function isQuiet(): Promise<boolean> {
  const { executions: counts } = await call(system.getSystem)
  return counts.running + counts.waiting + counts.queued === 0
}
