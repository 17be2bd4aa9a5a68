import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectors } from '@keyway/connectors'
import { createCatalog, z } from '@keyway/sdk'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Caller } from '../auth/caller.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createOutbound, type Outbound } from '../outbound/outbound.ts'
import { findSecret } from '../testing/find-secret.ts'
import { noTables } from '../testing/no-tables.ts'
import { clientId, startStrictOkta, type StrictOrg } from '../testing/strict-okta.ts'
import { toMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { createConnectionCache, type ConnectionCache } from './open-connection.ts'
import { mountConnections } from './routes.ts'

let org: StrictOrg
let directory: string
let database: Database
let outbound: Outbound
let cache: ConnectionCache
let server: HttpServer

beforeEach(async () => {
  org = await startStrictOkta()
  outbound = createOutbound({ allow: ['127.0.0.0/8'] })
  directory = mkdtempSync(join(tmpdir(), 'keyway-keys-'))
  database = await openDatabase({ kind: 'sqlite', directory })
  const vault = createVault([toMasterKey(randomBytes(32).toString('base64'), 'test')])
  const catalog = createCatalog({ cards: [], connectors })
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
  await outbound.agent.destroy()
  org.close()
  rmSync(directory, { recursive: true, force: true })
})

const view = z.object({
  id: z.string(),
  secretsSet: z.array(z.string()),
  keys: z.array(z.object({ id: z.string(), use: z.string(), publicKey: z.record(z.string(), z.string()) })),
})

async function send(method: string, url: string, body?: unknown) {
  const response = await server.fetch(
    new Request(`http://localhost/api/connections${url}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  return { status: response.status, text: await response.text() }
}

const change = async (method: string, url: string, body?: unknown) =>
  view.parse(JSON.parse((await send(method, url, body)).text))

const create = () =>
  change('POST', '', {
    name: 'okta',
    connector: 'okta',
    values: { domain: org.url, signIn: 'private_key', clientId, scopes: 'okta.users.read' },
  })

test('a key is made here, shows its public half only, and is followed by another one with an overlap', async () => {
  const { id, keys } = await create()
  expect(keys).toEqual([])
  const first = await change('POST', `/${id}/keys`)
  expect(first.keys).toMatchObject([{ use: 'current', publicKey: { kty: 'EC', alg: 'ES256', use: 'sig' } }])
  expect(first.keys[0]?.publicKey).not.toHaveProperty('d')
  const both = await change('POST', `/${id}/keys`)
  expect(both.keys.map(({ use }) => use)).toEqual(['current', 'next'])
  expect(both.keys[0]).toEqual(first.keys[0])

  const refused = await send('POST', `/${id}/keys/switch`)
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('current one stays')])
  org.publicKeys = both.keys.map(({ publicKey }) => publicKey)
  const switched = await change('POST', `/${id}/keys/switch`)
  expect(switched.keys).toEqual([{ ...both.keys[1], use: 'current' }])
  expect((await send('POST', `/${id}/keys/switch`)).status).toBe(400)

  const secret = z
    .object({ d: z.string() })
    .parse(JSON.parse(String((await cache.open(id)).values['privateKey'])))
  const texts = { switched: JSON.stringify(switched), listed: (await send('GET', '')).text }
  expect(findSecret(secret.d, { directory, texts })).toEqual([])
  expect((await cache.open(id)).redactor.text(`x ${secret.d}`)).toBe('x [secret]')
})

test('the domain may be corrected without a new key, which is no use elsewhere', async () => {
  const { id } = await create()
  await change('POST', `/${id}/keys`)
  const moved = await send('PATCH', `/${id}`, { values: { domain: 'acme.okta.com' } })
  expect([moved.status, view.parse(JSON.parse(moved.text)).keys.length]).toEqual([200, 1])
})

test('connections of other kinds have no keys', async () => {
  const values = { url: 'https://hooks.slack.example' }
  const made = await send('POST', '', { name: 'h', connector: 'http', values })
  const listed = z.object({ items: z.array(view) }).parse(JSON.parse((await send('GET', '')).text))
  const id = listed.items[0]?.id ?? 'none'
  expect([made.status, (await send('POST', `/${id}/keys`)).status]).toEqual([
    made.status,
    made.status === 200 ? 400 : 404,
  ])
})
