import { ConnectionError } from '@keyway/sdk'
import { createTestContext, runAction, startApiServer, type LoopbackServer } from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { oktaPrivilegedAccess } from './index.ts'

const key = { keyId: '6052868b-1b04-4a14-8288-e6496d7f2f4b', keySecret: 'hush' }
let server: LoopbackServer
beforeAll(async () => {
  server = await startApiServer({
    credentials: { authorization: 'Bearer pam-token' },
    refused: { status: 401, body: { type: 'unauthorized', message: 'Token expired' } },
    routes: {
      'ANYONE POST /v1/teams/:team/service_token': ({ params, body }) => {
        const { key_id: id, key_secret: secret } = Object(body)
        const isRight = params['team'] === 'acme' && id === key.keyId && secret === key.keySecret
        if (!isRight) return { status: 401, body: { type: 'unauthorized', message: 'Unknown key' } }
        const end = new Date(Date.now() + 3_600_000).toISOString()
        return { body: { bearer_token: 'pam-token', expires_at: end, team_name: 'acme' } }
      },
      'GET /v1/teams/:team/resource_groups': () => ({ body: { list: [{ id: 'rg1' }] } }),
      'POST /v1/teams/:team/groups': ({ body }) => ({ status: 201, body: Object(body) }),
    },
  })
})
afterAll(() => server.close())

const contextOf = (settings: Record<string, unknown> = {}) =>
  createTestContext({
    connector: oktaPrivilegedAccess,
    connection: { baseUrl: `${server.url}/t/acme/team`, team: 'acme', ...key, ...settings },
  })

test('signs in with an API key for a token', async () => {
  expect(await oktaPrivilegedAccess.test?.(contextOf())).toEqual({
    ok: true,
    message: 'Connected to the team acme.',
  })
  for (const wrong of [{ keySecret: 'old' }, { team: 'other' }]) {
    const refused = oktaPrivilegedAccess.test?.(contextOf(wrong))
    await expect(refused).rejects.toThrow(ConnectionError)
    await expect(refused).rejects.toThrow(/Unknown key.*rotated/)
  }
})

test('calls any endpoint of the team', async () => {
  const read = { path: '/v1/teams/acme/resource_groups', query: { count: 10 } }
  expect(await runAction(customApiRead, read, contextOf())).toMatchObject({ body: { list: [{ id: 'rg1' }] } })
  const create = { method: 'POST', path: '/v1/teams/acme/groups', body: { name: 'ops' } }
  expect(await runAction(customApiAction, create, contextOf())).toMatchObject({
    statusCode: 201,
    body: { name: 'ops' },
  })
})
