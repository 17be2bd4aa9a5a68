import { generateKeyPairSync } from 'node:crypto'
import { connectors } from '@keyway/connectors'
import { listen } from '@keyway/connectors/testing'
import { defineConnector, path, toText, z, type ActionContext } from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noTables } from '../testing/no-tables.ts'
import { clientId, startStrictOkta, type StrictOrg } from '../testing/strict-okta.ts'
import { createActionContext, type OpenedConnection } from './action-context.ts'
import { createOutbound, type Outbound } from './outbound.ts'
import { createRedactor } from './redactor.ts'

const okta = connectors.find(({ id }) => id === 'okta')
if (okta === undefined) throw new Error('no connector okta')

let org: StrictOrg
let outbound: Outbound
beforeEach(async () => {
  org = await startStrictOkta()
  outbound = createOutbound({ allow: ['127.0.0.0/8'] })
})
afterEach(async () => {
  await outbound.agent.destroy()
  org.close()
})

function newKey(kid: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  org.publicKeys.push({ ...publicKey.export({ format: 'jwk' }), kid })
  return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid })
}

function connect(values: Record<string, unknown>, version = '1'): OpenedConnection {
  const parsed = okta?.connection.parse({
    domain: org.url,
    signIn: 'private_key',
    clientId,
    scopes: 'okta.users.read',
    ...values,
  })
  if (okta === undefined || parsed === undefined) throw new Error('no connector okta')
  return {
    id: 'c1',
    name: 'okta',
    version,
    isFailing: false,
    connector: okta,
    values: parsed,
    profile: okta.http?.(parsed),
    hosts: undefined,
    redactor: createRedactor([]),
  }
}

function contextOf(connection: OpenedConnection): ActionContext {
  return createActionContext(outbound, connection, {
    effect: 'read',
    priority: 'interactive',
    rootId: null,
    idempotencyKey: 'k',
    signal: AbortSignal.timeout(10_000),
    now: Date.now(),
    tables: () => noTables,
    files: { maxBytes: 0, write: never, find: never, read: never },
  })
}

function never(): never {
  throw new Error('no files here')
}

const readUser = (connection: OpenedConnection) => contextOf(connection).http.get(path`/api/v1/users/u1`)

describe('a service app with a key', () => {
  test('signs in once for all who ask at the same time, and again when the connection changed', async () => {
    const connection = connect({ privateKey: newKey('k1') })
    await Promise.all([1, 2, 3, 4].map(() => readUser(connection)))
    await readUser(connection)
    expect(org.tokensGiven).toBe(1)
    await readUser({ ...connection, version: '2' })
    expect(org.tokensGiven).toBe(2)
    expect(org.refusals).toEqual([])
  })

  test('gets another token once when the org refuses the one it has', async () => {
    const connection = connect({ privateKey: newKey('k1') })
    await readUser(connection)
    org.tokens.clear()
    await readUser(connection)
    expect([org.tokensGiven, org.refusals]).toEqual([2, ['invalid_token']])
  })

  test('does not use a token to its end', async () => {
    org.tokenSeconds = 4
    const connection = connect({ privateKey: newKey('k1') })
    await readUser(connection)
    await readUser(connection)
    expect(org.tokensGiven).toBe(2)
  })

  test('binds tokens to a key where the app asks for that, nonce included, each proof once', async () => {
    org.dpop = true
    const connection = connect({ privateKey: newKey('k1') })
    await readUser(connection)
    await contextOf(connection).http.get(path`/api/v1/users/u2`, { expand: 'x' })
    expect(org.refusals).toEqual(['invalid_dpop_proof', 'use_dpop_nonce'])
    org.resourceNonce = 'another-nonce'
    await readUser(connection)
    await readUser(connection)
    expect(org.refusals.slice(2)).toEqual(['use_dpop_nonce'])
    expect(org.tokensGiven).toBe(1)
  })

  test('goes by the clock of the org where that differs', async () => {
    org.skewMs = 20 * 60_000
    org.dpop = true
    const connection = connect({ privateKey: newKey('k1') })
    await expect(readUser(connection)).resolves.toMatchObject({ id: '00u1' })
  })

  test('says what to do when the key is not known, a scope not granted, a client id or key missing', async () => {
    const own = newKey('k1')
    org.publicKeys.length = 0
    await expect(readUser(connect({ privateKey: own }))).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'okta_invalid_client',
      message: expect.stringContaining('knows this public key'),
    })
    const scopes = connect({ privateKey: newKey('k2'), scopes: 'okta.users.read okta.apps.manage' }, '2')
    await expect(readUser(scopes)).rejects.toThrow(/Grant every scope/)
    await expect(readUser(connect({}, '3'))).rejects.toThrow(/no key yet/)
    await expect(readUser(connect({ privateKey: own, clientId: '' }, '4'))).rejects.toThrow(
      /no client ID yet/,
    )
    const broken = connect({ privateKey: own.replace('"kty":"EC"', '"kty":"oct"') }, '5')
    await expect(readUser(broken)).rejects.toThrow(/private key of the connection is/)
  })

  test('masks the token in what the org says', async () => {
    const connection = connect({ privateKey: newKey('k1') })
    await readUser(connection)
    expect(connection.redactor.json({ said: 'token-1-of-the-strict-org' })).toEqual({ said: '[secret]' })
  })
})

test('an API service integration signs in with its id and secret', async () => {
  await readUser(connect({ signIn: 'client_secret', clientSecret: org.secret }))
  expect([org.tokensGiven, org.refusals]).toEqual([1, []])
  const wrong = connect({ signIn: 'client_secret', clientSecret: 'wrong' }, '2')
  await expect(readUser(wrong)).rejects.toThrow(/invalid_client/)
})

test('a token endpoint that is busy is waited for, and nothing is in doubt', async () => {
  org.close()
  const connection = connect({ privateKey: newKey('k1') })
  await expect(readUser(connection)).rejects.toMatchObject({ name: 'TemporaryError', retry: 'later' })
})

test.for([
  [{ signIn: 'api_token' }, 'token'],
  [{ signIn: 'client_secret', clientSecret: 'x', scopes: '' }, 'scopes'],
  [{ signIn: 'private_key', scopes: 'users.read' }, 'scopes'],
] as const)('%j misses %s', ([values, field]) => {
  const parsed = okta.connection.safeParse({ domain: 'acme.okta.com', clientId, ...values })
  expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual([field])
})

describe('a connection that may act for others', () => {
  test('asks for a token for each of them, at the address where it signs in, without the headers of its profile', async () => {
    const asked: [string, string | undefined][] = []
    const server = await listen(({ path: asking, headers, body }) => {
      if (asking !== '/sign-in/token') return {}
      asked.push([toText(body), headers['authorization']])
      return { body: { token: `t-${toText(body)}` } }
    })
    const connector = defineConnector({
      id: 'x',
      title: 'X',
      description: 'X.',
      connection: z.object({}),
      http: () => ({
        baseUrl: `${server.url}/api`,
        signInUrl: `${server.url}/sign-in`,
        headers: { Authorization: 'none' },
      }),
      async authorize(_, { http, now, actAs }) {
        const answer = await http.request({ method: 'POST', path: path`/token`, body: actAs ?? 'itself' })
        const token = Object(answer.body).token
        return { expiresAt: now + 60_000, secrets: [token], sign: () => ({ Authorization: token }) }
      },
      actions: [],
    })
    const http = contextOf({ ...connect({}), connector, values: {}, profile: connector.http?.({}) }).http
    const as = async (actAs?: string) => {
      const request = { method: 'GET', path: path`/me` } as const
      await http.request(actAs === undefined ? request : { ...request, actAs })
    }
    try {
      for (const one of [undefined, 'lin', 'sam', 'lin']) await as(one)
      expect(asked).toEqual([
        ['itself', undefined],
        ['lin', undefined],
        ['sam', undefined],
      ])
      const sent = server.received.filter(({ path: to }) => to === '/api/me')
      expect(sent.map(({ headers }) => headers['authorization'])).toEqual([
        't-itself',
        't-lin',
        't-sam',
        't-lin',
      ])
    } finally {
      await server.close()
    }
  })
})

test('a test says which scopes and roles the flows in use lack, and warns of the silent empty list', async () => {
  org.scopes = ['okta.users.manage', 'okta.groups.read', 'okta.logs.read']
  const connection = connect({ privateKey: newKey('k1'), scopes: org.scopes.join(' ') })
  const scopesInUse = ['okta.users.read', 'okta.groups.manage', 'okta.logs.read']
  const report = () => okta.test?.({ ...contextOf(connection), scopesInUse })
  org.forbidden = ['logs']
  org.empty = ['users']
  const found = await report()
  expect(found).toMatchObject({ ok: false, details: { missingScopes: ['okta.groups.manage'] } })
  expect(found?.message).toMatch(/does not ask for: okta\.groups\.manage/)
  expect(found?.message).toContain('Okta refuses /api/v1/logs')
  expect(found?.message).toContain('empty list for /api/v1/users')
  org.forbidden = []
  org.empty = []
  scopesInUse.splice(1, 1)
  expect(await report()).toMatchObject({ ok: true, message: expect.stringContaining(clientId) })
})
