import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  connections,
  createClient,
  executions,
  flows,
  oktaHooks,
  system,
  tables,
  type Call,
} from '@keyway/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, spawnCli } from '../fixtures/cli.ts'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { startKeywayProcess, type KeywayProcess } from '../fixtures/keyway-process.ts'
import { oktaDelivery, postToHook } from '../fixtures/okta-delivery.ts'
import { startPostgres, type Postgres } from '../fixtures/postgres.ts'
import { waitFor } from '../fixtures/wait-for.ts'

const waiting = 100
const rows = 3_000
const fileContent = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 251))
const largeText = 'ü'.repeat(400_000)

const waitingFlow = {
  keyway: 1 as const,
  name: 'Waits, then tells',
  trigger: { event: 'okta.user.session.start' },
  steps: [
    { id: 'pause', wait: { seconds: 20 } },
    {
      id: 'tell',
      use: 'http.post',
      connection: 'other',
      with: { url: '/told', body: { event: { ref: 'trigger.uuid' } } },
    },
  ],
}
const largeFlow = {
  keyway: 1 as const,
  name: 'Long values',
  trigger: { manual: true as const },
  steps: [{ return: { length: { ref: 'trigger.text' } } }],
}
const scheduledFlow = {
  keyway: 1 as const,
  name: 'Once a year',
  trigger: { schedule: { cron: '0 9 1 1 *', timeZone: 'Europe/Berlin' } },
  steps: [{ return: {} }],
}

let postgres: Postgres
let counting: CountingServer
let old: KeywayProcess
let moved: KeywayProcess | undefined
beforeAll(async () => {
  postgres = await startPostgres()
  counting = await startCountingServer({ answerAfterMs: 5 })
  old = await startKeywayProcess()
})
afterAll(async () => {
  await moved?.close()
  await old.close()
  await counting.close()
  await postgres.stop()
})

const connect = async (keyway: KeywayProcess): Promise<Call> =>
  createClient({ baseUrl: keyway.url, token: await keyway.readToken() })

async function addFlow(
  call: Call,
  document: typeof waitingFlow | typeof largeFlow | typeof scheduledFlow,
): Promise<string> {
  const { id } = await call(flows.createFlow, { body: { document } })
  const { bindings } = await call(flows.getFlow, { params: { flowId: id } })
  if (bindings.length > 0) {
    const { items } = await call(connections.listConnections)
    const bound = Object.fromEntries(bindings.map(({ name }) => [name, items[0]?.id ?? null]))
    await call(flows.bindConnections, { params: { flowId: id }, body: { bindings: bound } })
  }
  await call(flows.switchFlow, { params: { flowId: id }, body: { isOn: true } })
  return id
}

/** Copied rows so far; 0 before there is anything. */
async function copied(): Promise<number> {
  const found = await postgres.query('select sum(row_count)::int as count from keyway_move').catch(() => [])
  return Number(found[0]?.['count'] ?? 0)
}

test('a used instance moves to PostgreSQL, though it is killed on the way, and goes on there', async () => {
  const call = await connect(old)
  await call(connections.createConnection, {
    body: { name: 'other', connector: 'http', values: { baseUrl: counting.url } },
  })
  await addFlow(call, waitingFlow)
  await addFlow(call, scheduledFlow)
  const largeId = await addFlow(call, largeFlow)
  const started = await call(flows.runFlow, {
    params: { flowId: largeId },
    body: { input: { text: largeText } },
  })
  const table = await call(tables.createTable, {
    body: { name: 'people', columns: [{ name: 'login', type: 'text' }] },
  })
  const token = await old.readToken()
  const send = (url: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${old.url}${url}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, ...headers },
    })
  const csv = `login\n${Array.from({ length: rows }, (_, at) => `person-${at}@acme.test\n`).join('')}`
  expect((await send(`/api/tables/${table.id}/csv`, csv, { 'content-type': 'text/csv' })).status).toBe(200)
  const uploaded = await send('/api/files?name=a.bin', fileContent, { 'content-type': 'application/x-own' })
  const file: unknown = await uploaded.json()
  const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
  const delivery = oktaDelivery(Array.from({ length: waiting }, () => ({})))
  const delivered = await postToHook(hook, delivery)
  expect(delivered.status).toBe(204)
  await waitFor('all to wait', async () => {
    const { executions: now } = await call(system.getSystem)
    return now.waiting === waiting ? now : undefined
  })

  const from = ['move', '--from', old.dataDirectory, '--to', postgres.url]
  expect((await runCli(from)).stderr).toContain('in use by another Keyway process')
  await old.stop()
  const before = await readFile(path.join(old.dataDirectory, 'keyway.db'))

  let cuts = 0
  for (let seen = 0; cuts < 3;) {
    const child = spawnCli(from)
    const ended = once(child, 'exit')
    while (child.exitCode === null) {
      const count = await copied()
      if (count > seen) {
        seen = count
        child.kill('SIGKILL')
        cuts += 1
        break
      }
      await setTimeout(2)
    }
    await ended
    if (child.exitCode !== null) break
  }
  expect(cuts).toBeGreaterThan(0)
  const half = spawnCli([
    'start',
    '--port=0',
    `--data=${old.dataDirectory}`,
    `--database-url=${postgres.url}`,
  ])
  let complaint = ''
  half.stderr?.on('data', (chunk) => (complaint += String(chunk)))
  await once(half, 'exit')
  expect(complaint).toContain('unfinished move')

  const last = await runCli([...from, '--json'])
  expect(last.stderr).not.toContain('Error')
  expect(JSON.parse(last.stdout)).toMatchObject({ isEqual: true, keyProblem: null })
  expect((await runCli([...from, '--verify'])).stdout).toContain('Both hold the same.')
  expect(await readFile(path.join(old.dataDirectory, 'keyway.db'))).toEqual(before)

  moved = await startKeywayProcess({ databaseUrl: postgres.url, dataDirectory: old.dataDirectory })
  const there = await connect(moved)
  const total = await waitFor(
    'what waited to go on',
    async () => {
      const { executions: now } = await there(system.getSystem)
      return now.waiting + now.running + now.queued === 0 ? counting.writes.size : undefined
    },
    60_000,
  )
  expect(total).toBe(waiting)
  expect([...counting.writes.values()].every((count) => count === 1)).toBe(true)
  const { items } = await there(executions.listExecutions, { query: { limit: 200 } })
  expect(items.filter(({ status }) => status === 'succeeded')).toHaveLength(waiting + 1)
  const large = await there(executions.getExecution, { params: { executionId: started.executionId } })
  expect(large.replay).toBe('faithful')
  const content = await fetch(`${moved.url}/api/files/${fileIdOf(file)}`, {
    headers: { authorization: `Bearer ${await moved.readToken()}` },
  })
  expect(Buffer.from(await content.arrayBuffer()).equals(fileContent)).toBe(true)
  const { rows: rowCount } = await there(tables.getTable, { params: { tableId: table.id } })
  expect(rowCount).toBe(rows)
  // A known event starts nothing on the other side, either.
  const again = await postToHook({ ...hook, url: hook.url.replace(old.url, moved.url) }, delivery)
  expect(again.status).toBe(204)
  expect((await there(executions.listExecutions, { query: { limit: 200 } })).items).toHaveLength(items.length)
}, 240_000)

function fileIdOf(file: unknown): string {
  return /"id":"([^"]+)"/.exec(JSON.stringify(file))?.[1] ?? expect.fail(`No file: ${JSON.stringify(file)}`)
}
