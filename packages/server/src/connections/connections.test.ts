import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  createCatalog,
  defineAction,
  defineConnector,
  field,
  path as urlPath,
  z,
  type OptionSearch,
} from '@keyway/sdk'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listAudit } from '../audit/store.ts'
import type { Caller } from '../auth/caller.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createOutbound, type Outbound } from '../outbound/outbound.ts'
import { findSecret } from '../testing/find-secret.ts'
import { noTables } from '../testing/no-tables.ts'
import { toMasterKey } from '../vault/master-key.ts'
import { checkVaultKey } from '../vault/store.ts'
import { createVault } from '../vault/vault.ts'
import { createConnectionCache, type ConnectionCache } from './open-connection.ts'
import { mountConnections } from './routes.ts'

const canary = 'canary-7c1f9e52b8/+&'

const searchUsers: OptionSearch = async ({ http }, search) => {
  const found = z
    .array(z.object({ id: z.string(), name: z.string() }))
    .parse(await http.get(urlPath`/users`, { search }))
  return found.map(({ id, name }) => ({ value: id, label: name }))
}
const acme = defineConnector({
  id: 'acme',
  title: 'Acme',
  description: 'A service on loopback',
  connection: z.object({
    domain: field(z.string().min(3), { title: 'Domain' }),
    note: field(z.string().optional(), { title: 'Note' }),
    apiToken: field(z.string().min(5), { title: 'Token', secret: true }),
    second: field(z.string().optional(), { title: 'Second secret', secret: true }),
  }),
  http: ({ domain, apiToken }) => ({
    baseUrl: `http://${domain}`,
    headers: { authorization: `SSWS ${apiToken}` },
  }),
  test: async ({ http }) => {
    const answer = z.object({ name: z.string() }).parse(await http.get(urlPath`/me`))
    return { ok: true, message: `Connected as ${answer.name}`, details: answer }
  },
  actions: [
    defineAction({
      id: 'acme.read_user',
      title: 'Read user',
      description: '',
      effect: 'read',
      input: z.object({
        user: field(z.string(), { title: 'User', options: searchUsers }),
        plain: z.string().optional(),
      }),
      output: z.object({}),
      run: () => Promise.resolve({}),
    }),
  ],
})
const mail = defineConnector({
  id: 'mail',
  title: 'Mail',
  description: 'No HTTP',
  connection: z.object({
    host: field(z.string(), { title: 'Host' }),
    from: field(z.string(), { title: 'From' }),
    password: field(z.string(), { title: 'Password', secret: true }),
  }),
  actions: [],
})
const catalog = createCatalog({ cards: [], connectors: [acme, mail] })

let remote: Server
let domain: string
let answer: { status: number; body: unknown } = { status: 200, body: {} }
const seenUrls: string[] = []
let directory: string
let database: Database
let outbound: Outbound
let cache: ConnectionCache
let server: HttpServer

beforeAll(async () => {
  remote = createServer((request, response) => {
    seenUrls.push(request.url ?? '')
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => remote.listen(0, '127.0.0.1', resolve))
  domain = `127.0.0.1:${(remote.address() as AddressInfo).port}`
  outbound = createOutbound({ allow: ['127.0.0.0/8'], limits: { retries: 0 } })
})
afterAll(async () => {
  await outbound.agent.destroy()
  remote.closeAllConnections()
  remote.close()
})
beforeEach(async () => {
  seenUrls.length = 0
  directory = mkdtempSync(path.join(tmpdir(), 'keyway-connections-'))
  database = await openDatabase({ kind: 'sqlite', directory })
  const vault = createVault([toMasterKey(randomBytes(32).toString('base64'), 'test')])
  cache = createConnectionCache({ database, vault, catalog })
  const admin: Caller = { kind: 'token', tokenId: 't', name: 'test', role: 'admin' }
  server = createHttpServer({
    publicUrl: 'http://localhost',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: () => Promise.resolve(admin),
  })
  mountConnections(server, { database, vault, catalog, outbound, tables: noTables, cache })
})
afterEach(async () => {
  await database.close()
  rmSync(directory, { recursive: true, force: true })
})

/** As much of any answer as these tests look at. */
interface Body {
  id: string
  settings: Record<string, unknown>
  items: { usedByFlows: number }[]
  issues: { path: string }[]
}

async function call(
  method: string,
  url: string,
  body?: unknown,
): Promise<{ status: number; text: string; body: Body }> {
  const response = await server.fetch(
    new Request(`http://localhost/api/connections${url}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }),
  )
  const text = await response.text()
  return { status: response.status, text, body: JSON.parse(text === '' ? '{}' : text) as Body }
}

const create = (more: object = {}) =>
  call('POST', '', { name: 'acme-prod', connector: 'acme', values: { domain, apiToken: canary }, ...more })

describe('a stored connection', () => {
  test('never gives its secrets back, by API, database, audit log or error', async () => {
    const created = await create()
    expect(created.status).toBe(200)
    expect(created.body).toMatchObject({
      name: 'acme-prod',
      settings: { domain },
      secretsSet: ['apiToken'],
      test: null,
      usedByFlows: 0,
    })
    answer = {
      status: 401,
      body: { error: `token ${canary} is not valid`, encoded: Buffer.from(`x:${canary}`).toString('base64') },
    }
    const tested = await call('POST', `/${created.body.id}/test`)
    expect(tested.body).toMatchObject({ ok: false, message: expect.stringContaining('[secret]') })
    answer = { status: 200, body: { name: `holder of ${canary}` } }
    const again = await call('POST', `/${created.body.id}/test`)
    expect(again.body).toEqual({
      ok: true,
      message: 'Connected as holder of [secret]',
      details: { name: 'holder of [secret]' },
    })
    const listed = await call('GET', '')
    expect(listed.body.items[0]).toMatchObject({
      test: { ok: true, message: 'Connected as holder of [secret]' },
    })
    const texts = { created: created.text, tested: tested.text, again: again.text, listed: listed.text }
    expect(findSecret(canary, { directory, texts })).toEqual([])
  })

  test('the canary search finds what it should', async () => {
    await create({ values: { domain, apiToken: 'another', note: canary } })
    expect(findSecret(canary, { directory, texts: { a: encodeURIComponent(canary), b: 'x' } })).toEqual([
      'a',
      expect.stringContaining(directory),
      ...Array.from({ length: findSecret(canary, { directory }).length - 1 }, () => expect.any(String)),
    ])
  })

  test('is refused with every wrong field named, without the values', async () => {
    const wrong = await create({ values: { domain: 'x', apiToken: 'abc' } })
    expect(wrong.status).toBe(400)
    expect(wrong.body.issues.map((issue) => issue.path)).toEqual(['values.domain', 'values.apiToken'])
    expect((await create({ values: { domain, apiToken: canary, surprise: 1 } })).body.issues[0]?.path).toBe(
      'values.surprise',
    )
    expect((await create({ connector: 'none' })).status).toBe(400)
    await create()
    expect((await create()).status).toBe(409)
  })

  test('opens for actions, and a change is seen at once', async () => {
    const { id } = (await create()).body
    expect((await cache.open(id)).values).toEqual({ domain, apiToken: canary })
    await call('PATCH', `/${id}`, { values: { apiToken: 'changed' } })
    expect((await cache.open(id)).values).toMatchObject({ apiToken: 'changed' })
    await call('DELETE', `/${id}`)
    await expect(cache.open(id)).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'connection_missing',
    })
  })

  test('cannot be deleted while a flow is bound to it', async () => {
    const { id } = (await create()).body
    const now = Date.now()
    await database.kysely
      .insertInto('flows')
      .values({
        id: 'f1',
        name: 'f',
        folder_id: null,
        kind: 'event',
        is_on: 0,
        draft: '{}',
        published_version_id: null,
        created_at: now,
        updated_at: now,
      })
      .execute()
    await database.kysely
      .insertInto('flow_connections')
      .values([
        { flow_id: 'f1', name: 'a', connection_id: id },
        { flow_id: 'f1', name: 'b', connection_id: id },
      ])
      .execute()
    expect((await call('GET', '')).body.items[0]?.usedByFlows).toBe(1)
    expect((await call('DELETE', `/${id}`)).status).toBe(409)
    await database.kysely.deleteFrom('flow_connections').execute()
    expect((await call('DELETE', `/${id}`)).status).toBe(204)
    expect((await call('DELETE', `/${id}`)).status).toBe(404)
    const actions = (await listAudit(database.kysely, { limit: 10 })).map((entry) => entry.action)
    expect(actions).toEqual(['connection.deleted', 'connection.created'])
  })
})

describe('changing a connection', () => {
  test('keeps secrets that are missing or empty, and removes what is null', async () => {
    const { id } = (await create({ values: { domain, note: 'n', apiToken: canary, second: 'second' } })).body
    const changed = await call('PATCH', `/${id}`, {
      name: 'renamed',
      values: { note: null, apiToken: '', second: null },
    })
    expect(changed.body).toMatchObject({ name: 'renamed', settings: { domain }, secretsSet: ['apiToken'] })
    expect(changed.body.settings).not.toHaveProperty('note')
    expect((await cache.open(id)).values).toEqual({ domain, apiToken: canary })
  })

  test('a secret cannot be sent to another host by editing the host', async () => {
    const { id } = (await create({ values: { domain, apiToken: canary, second: 'second' } })).body
    const stolen = await call('PATCH', `/${id}`, { values: { domain: 'evil.example' } })
    expect(stolen.status).toBe(400)
    expect(stolen.body.issues.map((issue) => issue.path)).toEqual(['values.apiToken', 'values.second'])
    const half = await call('PATCH', `/${id}`, { values: { domain: 'evil.example', second: 'mine' } })
    expect(half.body.issues.map((issue) => issue.path)).toEqual(['values.apiToken'])
    expect((await cache.open(id)).values).toMatchObject({ domain })

    const entered = await call('PATCH', `/${id}`, {
      values: { domain: 'new.example', apiToken: 'fresh', second: null },
    })
    expect(entered.body.settings).toEqual({ domain: 'new.example' })
    expect((await call('PATCH', `/${id}`, { values: { note: 'harmless' } })).status).toBe(200)
  })

  test('nor with a connector that does not speak HTTP', async () => {
    const values = { host: 'smtp.example', from: 'a@b.example', password: canary }
    const { id } = (await create({ name: 'mail', connector: 'mail', values })).body
    expect((await call('PATCH', `/${id}`, { values: { host: 'evil.example' } })).status).toBe(400)
    expect((await call('PATCH', `/${id}`, { values: { from: 'c@d.example' } })).status).toBe(200)
  })
})

describe('choices', () => {
  test('are searched on the other side', async () => {
    const { id } = (await create()).body
    answer = { status: 200, body: [{ id: '1', name: `Ada ${canary}` }] }
    const found = await call('GET', `/${id}/options?action=acme.read_user&field=user&search=a%20b`)
    expect(found.body).toEqual({ options: [{ value: '1', label: 'Ada [secret]' }] })
    expect(seenUrls).toEqual(['/users?search=a%20b'])
  })

  test.for([
    ['action=acme.none&field=user', 400],
    ['action=acme.read_user&field=plain', 400],
    ['action=acme.read_user&field=__proto__', 400],
    ['action=mail.send&field=user', 400],
  ] as const)('%s gets %i', async ([query, status]) => {
    const { id } = (await create()).body
    expect((await call('GET', `/${id}/options?${query}`)).status).toBe(status)
    expect((await call('GET', `/unknown/options?${query}`)).status).toBe(404)
  })

  test('a failure of the other side is told', async () => {
    const { id } = (await create()).body
    answer = { status: 403, body: { error: `no ${canary}` } }
    const failed = await call('GET', `/${id}/options?action=acme.read_user&field=user`)
    expect([failed.status, failed.text.includes(canary)]).toEqual([424, false])
  })
})

test('a process with another master key does not start on this data', async () => {
  const vaults = [1, 2].map(() => createVault([toMasterKey(randomBytes(32).toString('base64'), 'test')]))
  const [first, second] = vaults as [(typeof vaults)[0], (typeof vaults)[0]]
  await checkVaultKey(database.kysely, first)
  await checkVaultKey(database.kysely, first)
  await expect(checkVaultKey(database.kysely, second)).rejects.toThrow(/master key/)
})
