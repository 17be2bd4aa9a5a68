import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { account, connections, createClient, events, flows, oktaHooks, type Route } from '@keyway/api'
import { listen, type LoopbackServer } from '@keyway/connectors/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listApiRoutes } from '../fixtures/api-routes.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { oktaDelivery, postToHook } from '../fixtures/okta-delivery.ts'
import {
  bringIn,
  listAllExecutions,
  startWorld,
  waitForExecutions,
  type FlowDetail,
  type World,
} from '../fixtures/world.ts'

/** Values that must never be seen again, by what they are. */
const secrets = new Map<string, string>()

function canary(name: string): string {
  const value = `c4nary${randomBytes(16).toString('hex')}`
  secrets.set(name, value)
  return value
}

let world: World
let echo: LoopbackServer
let flow: FlowDetail
let ids: Record<string, string>
let viewerToken: string

beforeAll(async () => {
  world = await startWorld({ logLevel: 'trace' })
  const { call, keyway } = world
  // A system that tells its callers everything it was told.
  echo = await listen(({ headers, path: at }) => ({
    status: at.endsWith('refuse') ? 403 : 200,
    headers: { 'x-echo': headers['authorization'] ?? '' },
    body: { told: headers, error: `Refused ${headers['authorization']}` },
  }))

  const password = canary('password')
  const setupToken = new URL(keyway.setupUrl() ?? '').hash.slice(1)
  const person = { email: 'ada@acme.test', name: 'Ada', password }
  await createClient({ baseUrl: keyway.url })(account.completeSetup, {
    body: { token: setupToken, ...person },
  })
  for (const attempt of [password, `${password}!`]) {
    const body = { email: person.email, password: attempt }
    await createClient({ baseUrl: keyway.url })(account.signIn, { body }).catch(() => undefined)
  }

  const bearer = canary('bearer token of the HTTP connection')
  secrets.set('that token in base64', Buffer.from(bearer).toString('base64').replace(/=+$/, ''))
  const values = { baseUrl: echo.url, authorization: 'bearer', token: bearer }
  const created = await call(connections.createConnection, {
    body: { name: 'echo', connector: 'http', values },
  })
  const others = [
    ['okta', { domain: world.okta.url, token: canary('Okta token') }],
    ['slack', { baseUrl: world.slack.url, token: canary('Slack token') }],
    ['gmail', { baseUrl: world.gmail.url, accessToken: canary('Gmail token') }],
    [
      'email',
      {
        host: world.smtp.host,
        port: world.smtp.port,
        requireTls: false,
        from: 'keyway@acme.test',
        username: 'keyway',
        password: canary('SMTP password'),
      },
    ],
  ] as const
  for (const [connector, own] of others) {
    const { id } = await call(connections.createConnection, {
      body: { name: connector, connector, values: own },
    })
    await call(connections.testConnection, { params: { connectionId: id } })
    const rejected = call(connections.updateConnection, {
      params: { connectionId: id },
      body: {
        values: { ...own, baseUrl: 7, domain: 7, host: 7, token: canary(`rejected ${connector} secret`) },
      },
    })
    await rejected.catch(() => undefined)
  }

  const key = canary('hook key')
  const hook = await call(oktaHooks.createOktaHook, { body: { name: 'By hand', key } })
  await postToHook({ ...hook, secret: key }, oktaDelivery([{}]))
  await fetch(hook.url, { method: 'POST', headers: { [hook.headerName]: `${key}1` }, body: '{}' })

  const brought = await bringIn(world, [readFlowFile('echoed-secrets.yaml')], new Map([['http', created.id]]))
  flow = [...brought.values()][0] ?? expect.fail('The import brought no flow.')
  const clientToken = flow.endpoint?.token ?? ''
  secrets.set('client token of the endpoint', clientToken)
  await fetch(`${flow.endpoint?.url}?clientToken=${clientToken}`, { method: 'POST', body: '{}' })
  await fetch(flow.endpoint?.url ?? '', {
    method: 'POST',
    headers: { 'x-api-client-token': clientToken },
    body: '{}',
  })

  const viewer = await call(account.createApiToken, { body: { name: 'viewer', role: 'viewer' } })
  viewerToken = viewer.token
  secrets.set('API token of a viewer', viewer.token)
  secrets.set('API token of this machine', await keyway.readToken())
  const runs = await waitForExecutions(world, flow.id, 2)
  ids = {
    flowId: flow.id,
    executionId: runs[0]?.id ?? '',
    connectionId: created.id,
    hookId: hook.id,
    eventId: (await call(events.listEvents)).items[0]?.id ?? '',
    tokenId: viewer.id,
    tableId: 'none',
  }
})

afterAll(async () => {
  await world?.close()
  await echo?.close()
})

describe('secrets', () => {
  test('reach the other system, and nothing else went wrong in the flow', async () => {
    const bearer = secrets.get('bearer token of the HTTP connection')
    expect(echo.received.length).toBeGreaterThanOrEqual(6)
    expect(new Set(echo.received.map(({ headers }) => headers['authorization']))).toEqual(
      new Set([`Bearer ${bearer}`]),
    )
    const runs = await listAllExecutions(world, { flowId: flow.id })
    expect(runs.map(({ status, errorMessage }) => [status, errorMessage])).toEqual([
      ['failed', expect.stringContaining('403')],
      ['failed', expect.stringContaining('403')],
    ])
    const route = listApiRoutes().find(({ path: at }) => at === '/api/executions/:executionId')
    expect(await get(route ?? expect.fail('There is no such route.'), viewerToken)).toContain(
      'Bearer [secret]',
    )
  })

  const readable = listApiRoutes().filter(({ method, path: at }) => method === 'GET' && at !== '/api/live')

  test.each(readable.map((route) => [route.path, route] as const))(
    'a viewer does not see them in %s',
    async (_, route) => {
      expect(found(await get(route, viewerToken))).toEqual([])
    },
  )

  test.each(readable.map((route) => [route.path, route] as const))(
    'an administrator sees only what is there to be copied in %s',
    async (_, route) => {
      const allowed: Record<string, string[]> = {
        '/api/okta-hooks': ['hook key'],
        '/api/flows/:flowId': ['client token of the endpoint'],
      }
      expect(found(await get(route, await world.keyway.readToken()))).toEqual(allowed[route.path] ?? [])
    },
  )

  test('are not in the log, at its most talkative', () => {
    expect(world.keyway.output()).toContain('Keyway is ready')
    expect(found(world.keyway.output())).toEqual([])
  })

  test('are not in the data directory, but for the files that hold one each', async () => {
    const { dataDirectory } = world.keyway
    const files = (await readdir(dataDirectory)).filter(
      (name) => name !== 'cli-token' && name !== 'master.key',
    )
    expect(files).toContain('keyway.db')
    for (const name of files) {
      const bytes = await readFile(path.join(dataDirectory, name), 'latin1')
      expect([name, found(bytes)]).toEqual([name, []])
    }
  })

  test('do not come back with an export that is imported again', async () => {
    const { draft } = await world.call(flows.getFlow, { params: { flowId: flow.id } })
    expect(found(JSON.stringify(draft))).toEqual([])
  })
})

/** Names of the secrets that a text contains. */
function found(text: string): string[] {
  return [...secrets].filter(([, value]) => text.includes(value)).map(([name]) => name)
}

async function get({ path: at }: Route, token: string): Promise<string> {
  const filled = at.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => ids[name] ?? 'none')
  const query = at.endsWith('/options') ? '?action=http.get&field=url' : ''
  const response = await fetch(world.keyway.url + filled + query, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.status).toBeLessThan(500)
  return response.text()
}
