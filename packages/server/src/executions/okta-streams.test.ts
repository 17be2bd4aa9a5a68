import { readFileSync } from 'node:fs'
import path from 'node:path'
import { connections, createClient, executions, flows, type Call } from '@keyway/api'
import { listen, type Answer, type LoopbackServer } from '@keyway/connectors/testing'
import type { Flow } from '@keyway/engine'
import { startOktaSim } from '@keyway/okta-sim'
import { afterAll, afterEach, expect, test } from 'vitest'
import { startKeyway, type Keyway } from '../start.ts'
import { createDirectories } from '../testing/directories.ts'

const directories = createDirectories()
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})
afterAll(() => directories.remove())

async function start(dataDirectory: string): Promise<{ keyway: Keyway; call: Call }> {
  const egressAllow = ['127.0.0.0/8']
  const keyway = await startKeyway({
    host: '127.0.0.1',
    port: 0,
    dataDirectory,
    egressAllow,
    logLevel: 'silent',
  })
  closers.push(() => keyway.close())
  const token = readFileSync(path.join(dataDirectory, 'cli-token'), 'utf8').trim()
  return { keyway, call: createClient({ baseUrl: keyway.url, token }) }
}

/** A flow that streams users of the org and gathers their ids, published and bound. */
async function publish(call: Call, org: { url: string; token: string }, stream: Partial<Streaming>) {
  const document: Flow = {
    keyway: 1,
    name: 'All users',
    trigger: { manual: true },
    steps: [
      {
        id: 'users',
        stream: { use: 'okta.list_users', connection: 'okta', pageSize: 200, ...stream },
        collect: { ref: 'users.item.id' },
        do: [],
      },
      { id: 'distinct', use: 'list.union', with: { lists: [{ ref: 'users.list' }, []] } },
      { id: 'number', use: 'list.length', with: { list: { ref: 'distinct.union' } } },
      {
        return: {
          count: { ref: 'users.count' },
          distinct: { ref: 'number.length' },
          ids: { ref: 'users.list' },
        },
      },
    ],
  }
  const { id } = await call(flows.createFlow, { body: { document } })
  const values = { domain: org.url, token: org.token }
  const account = await call(connections.createConnection, {
    body: { name: 'okta', connector: 'okta', values },
  })
  const bindings = { okta: account.id }
  await call(flows.bindConnections, { params: { flowId: id }, body: { bindings } })
  await call(flows.publishFlow, { params: { flowId: id } })
  return id
}
type Streaming = Extract<Flow['steps'][number], { stream: unknown }>['stream']

async function ended(call: Call, executionId: string) {
  const read = () => call(executions.getExecution, { params: { executionId } })
  await expect
    .poll(async () => (await read()).status, { timeout: 15_000 })
    .toMatch(/succeeded|failed|cancelled/)
  return read()
}

test('1201 users are streamed by a real server from a real org', async () => {
  const sim = await startOktaSim()
  closers.push(() => sim.close())
  for (let n = 1; n <= 1200; n += 1) {
    const login = `p${n}@acme.test`
    sim.org.createUser({ profile: { login, email: login, firstName: 'P', lastName: String(n) } })
  }
  const { call } = await start(directories.create())
  const flowId = await publish(call, { url: sim.url, token: sim.apiToken }, {})
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
  const { status, output } = await ended(call, executionId)
  expect({ status, output }).toMatchObject({ status: 'succeeded', output: { count: 1201, distinct: 1201 } })
})

/** An org of 30 users in pages of 10 that answers page `at` with what `meanwhile` says, as long as it says something. */
async function startOrg(meanwhile: (at: number) => Promise<Answer | undefined>): Promise<LoopbackServer> {
  const org = await listen(async ({ query }): Promise<Answer> => {
    const first = Number(query['after'] ?? 0)
    const other = await meanwhile(first / 10)
    if (other !== undefined) return other
    const link = `<${org.url}/api/v1/users?limit=10&after=${first + 10}>; rel="next"`
    const body = Array.from({ length: 10 }, (_, n) => ({ id: `00u${first + n}` }))
    return { body, headers: first < 20 ? { link } : {} }
  })
  closers.push(() => org.close())
  return org
}
const everyone = Array.from({ length: 30 }, (_, n) => `00u${n}`)
const pagesRead = (org: LoopbackServer) => org.received.map(({ query }) => query['after'] ?? '0')

test('a rate limit in the middle is waited for, and nothing is read twice or left out', async () => {
  let refusals = 0
  const org = await startOrg((at) => {
    if (at !== 1 || refusals >= 2) return Promise.resolve(undefined)
    refusals += 1
    // The first wait is short enough for the port; the second is left to the execution.
    const headers = { 'retry-after': refusals === 1 ? '1' : '6' }
    return Promise.resolve({
      status: 429,
      headers,
      body: { errorCode: 'E0000047', errorSummary: 'Too many' },
    })
  })
  const { call } = await start(directories.create())
  const flowId = await publish(call, { url: org.url, token: 't' }, { pageSize: 10 })
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
  const { status, output } = await ended(call, executionId)
  expect({ status, output }).toEqual({
    status: 'succeeded',
    output: { count: 30, distinct: 30, ids: everyone },
  })
  expect(pagesRead(org)).toEqual(['0', '10', '10', '10', '20'])
})

test('after a restart between pages the stream goes on where it was', async () => {
  let isHeld = true
  const org = await startOrg((at) => {
    // The second page does not come in the first life.
    const wait = { status: 429, headers: { 'retry-after': '6' }, body: {} }
    return Promise.resolve(at === 1 && isHeld ? wait : undefined)
  })
  const directory = directories.create()
  const first = await start(directory)
  const flowId = await publish(first.call, { url: org.url, token: 'canary-token' }, { pageSize: 10 })
  const { executionId } = await first.call(flows.runFlow, { params: { flowId }, body: { input: {} } })
  const standing = () => first.call(executions.getExecution, { params: { executionId } })
  await expect.poll(async () => (await standing()).status, { timeout: 10_000 }).toBe('waiting')
  await first.keyway.close()
  isHeld = false
  const { call } = await start(directory)
  const { status, output } = await ended(call, executionId)
  expect({ status, output }).toEqual({
    status: 'succeeded',
    output: { count: 30, distinct: 30, ids: everyone },
  })
  expect(pagesRead(org).filter((after) => after === '0')).toEqual(['0'])
  expect(org.received.every(({ headers }) => headers['authorization'] === 'SSWS canary-token')).toBe(true)
})

test('a cursor that expired ends the loop with an error that says what to do', async () => {
  const refused = { errorCode: 'E0000001', errorSummary: 'Api validation failed: after' }
  const org = await startOrg((at) => Promise.resolve(at === 2 ? { status: 400, body: refused } : undefined))
  const { call } = await start(directories.create())
  const flowId = await publish(call, { url: org.url, token: 't' }, { pageSize: 10 })
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
  expect(await ended(call, executionId)).toMatchObject({
    status: 'failed',
    error: { code: 'okta_cursor_refused', message: expect.stringMatching(/Start the loop again.*E0000001/) },
  })
})

test('a page that is on another host is not asked for, and does not pass for the end', async () => {
  const foreign = await listen(() => ({ body: [] }))
  closers.push(() => foreign.close())
  const link = `<${foreign.url}/api/v1/users?after=x>; rel="next"`
  const org = await startOrg(() => Promise.resolve({ body: [{ id: '00u0' }], headers: { link } }))
  const { call } = await start(directories.create())
  const flowId = await publish(call, { url: org.url, token: 't' }, {})
  const { executionId } = await call(flows.runFlow, { params: { flowId }, body: { input: {} } })
  expect(await ended(call, executionId)).toMatchObject({
    status: 'failed',
    error: { code: 'okta_next_page_elsewhere' },
  })
  expect(foreign.received).toEqual([])
})
