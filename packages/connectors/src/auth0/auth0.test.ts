import { ConnectionError } from '@keyway/sdk'
import { createTestContext, runAction, startApiServer, type LoopbackServer } from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteUser } from './actions/delete-user.ts'
import { readUser } from './actions/read-user.ts'
import { searchUsers } from './actions/search-users.ts'
import { auth0 } from './index.ts'

const users = Array.from({ length: 150 }, (_, n) => ({ user_id: `auth0|${n}`, email: `p${n}@acme.test` }))
let server: LoopbackServer
beforeAll(async () => {
  server = await startApiServer({
    credentials: { authorization: 'Bearer auth0-token' },
    refused: { status: 401, body: { statusCode: 401, message: 'Invalid token' } },
    routes: {
      'ANYONE POST /oauth/token': ({ body }) =>
        typeof body === 'string' && body.includes('audience=') && body.includes('%2Fapi%2Fv2%2F')
          ? { body: { access_token: 'auth0-token', expires_in: 86_400 } }
          : { status: 403, body: { error: 'access_denied' } },
      'GET /api/v2/users': ({ query }) => {
        const start = Number(query['page'] ?? 0) * Number(query['per_page'])
        return { body: { users: users.slice(start, start + Number(query['per_page'])), total: users.length } }
      },
      'GET /api/v2/users/:id': ({ params }) => {
        const found = users.find((user) => user.user_id === params['id'])
        return found === undefined
          ? { status: 404, body: { message: 'The user does not exist.', errorCode: 'inexistent_user' } }
          : { body: found }
      },
      'DELETE /api/v2/users/:id': () => ({ status: 204 }),
    },
  })
})
afterAll(() => server.close())

const contextOf = (settings: Record<string, unknown> = { accessToken: 'auth0-token' }) =>
  createTestContext({ connector: auth0, connection: { baseUrl: `${server.url}/`, ...settings } })

test('signs in by token, and as an application', async () => {
  expect(await auth0.test?.(contextOf())).toMatchObject({ ok: true })
  expect(await auth0.test?.(contextOf({ clientId: 'c', clientSecret: 's' }))).toMatchObject({ ok: true })
  await expect(auth0.test?.(contextOf({ accessToken: 'old' }))).rejects.toThrow(ConnectionError)
})

test('reads and deletes a user', async () => {
  expect(await runAction(readUser, { user: 'auth0|7' }, contextOf())).toMatchObject({
    user: { email: 'p7@acme.test' },
  })
  await expect(runAction(readUser, { user: 'auth0|x' }, contextOf())).rejects.toMatchObject({
    code: 'auth0_inexistent_user',
  })
  expect(await runAction(deleteUser, { user: 'auth0|7' }, contextOf())).toEqual({ statusCode: 204 })
})

test('searches by properties, which stay values, and by ranges', async () => {
  const match = { email: 'a" OR email:"*', last_login: '[* TO 2026-01-01]', name: '' }
  const found = await runAction(
    searchUsers,
    { match, filter: 'blocked:true', resultSet: 'first' },
    contextOf(),
  )
  expect(found).toMatchObject({ user: { user_id: 'auth0|0' } })
  expect(server.received.at(-1)?.query['q']).toBe(
    String.raw`email:"a\" OR email:\"*" AND last_login:[* TO 2026-01-01] AND (blocked:true)`,
  )
})

test('reads every page', async () => {
  const found = await runAction(searchUsers, {}, contextOf())
  expect(found).toMatchObject({ hasMore: false })
  expect(server.received.slice(-2).map(({ query }) => query['page'])).toEqual(['0', '1'])
})
