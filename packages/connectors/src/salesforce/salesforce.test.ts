import { ConnectionError } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import {
  createTestContext,
  lookUpAction,
  runAction,
  startApiServer,
  type LoopbackServer,
} from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { activateUser } from './actions/activate-user.ts'
import { createUser } from './actions/create-user.ts'
import { deactivateUser } from './actions/deactivate-user.ts'
import { findUser } from './actions/find-user.ts'
import { salesforce } from './index.ts'

const answers: Readonly<Record<string, JsonObject>> = {
  'SELECT Name FROM Organization LIMIT 1': { Name: 'Acme' },
  "SELECT Id FROM Profile WHERE Name = 'Standard User' LIMIT 1": { Id: '00eP' },
  "SELECT Id, FirstName, LastName, Username, Email, IsActive FROM User WHERE Username = 'o\\'lin@acme.test' LIMIT 1":
    {
      Id: '005A',
      FirstName: 'Lin',
      LastName: "O'Koro",
      Username: "o'lin@acme.test",
      Email: 'lin@acme.test',
      IsActive: true,
    },
  "SELECT IsFrozen FROM UserLogin WHERE UserId = '005A' LIMIT 1": { IsFrozen: true },
  "SELECT Id, Email, LastName FROM User WHERE Username = 'sam@acme.test' LIMIT 1": {
    Id: '005B',
    Email: 'sam@acme.test',
    LastName: 'Reyes',
  },
}
const base = '/services/data/v62.0'
let server: LoopbackServer
beforeAll(async () => {
  server = await startApiServer({
    credentials: { authorization: 'Bearer 00D-token' },
    refused: {
      status: 401,
      body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
    },
    routes: {
      'ANYONE POST /services/oauth2/token': () => ({ body: { access_token: '00D-token' } }),
      [`GET ${base}/query`]: ({ query }) => {
        const found = answers[query['q'] ?? '']
        return { body: { done: true, records: found === undefined ? [] : [found] } }
      },
      [`POST ${base}/sobjects/User`]: () => ({ status: 201, body: { id: '005B', success: true } }),
      [`PATCH ${base}/sobjects/User/:id`]: ({ params }) =>
        params['id'] === '005A'
          ? { status: 204 }
          : { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'Gone' }] },
    },
  })
})
afterAll(() => server.close())

const contextOf = (settings: Record<string, unknown> = { accessToken: '00D-token' }) =>
  createTestContext({ connector: salesforce, connection: { baseUrl: server.url, ...settings } })

test('signs in by token, and as a client', async () => {
  expect(await salesforce.test?.(contextOf())).toMatchObject({ message: 'Connected to Acme.' })
  expect(await salesforce.test?.(contextOf({ clientId: 'c', clientSecret: 's' }))).toMatchObject({ ok: true })
  await expect(salesforce.test?.(contextOf({ accessToken: 'old' }))).rejects.toThrow(ConnectionError)
})

test('finds a user, and quotes what it is given', async () => {
  const found = await runAction(findUser, { keyword: "o'lin@acme.test" }, contextOf())
  expect(found).toMatchObject({ user: { id: '005A', lastName: "O'Koro", isActive: true, isFrozen: true } })
  expect(await runAction(findUser, { keyword: "x' OR Id != '" }, contextOf())).toEqual({ user: null })
})

test('creates a user under a profile, and finds them after a crash', async () => {
  const fields = {
    FirstName: 'Sam',
    LastName: 'Reyes',
    Username: 'sam@acme.test',
    Email: 'sam@acme.test',
    Department: '',
  }
  const input = { profile: 'Standard User', fields }
  expect(await runAction(createUser, input, contextOf())).toEqual({ id: '005B' })
  expect(server.received.at(-1)?.body).toEqual({
    Alias: 'sreyes',
    FirstName: 'Sam',
    LastName: 'Reyes',
    Username: 'sam@acme.test',
    Email: 'sam@acme.test',
    ProfileId: '00eP',
  })
  expect(await lookUpAction(createUser, input, contextOf())).toEqual({ id: '005B' })
  const other = { profile: 'Standard User', fields: { ...fields, LastName: 'Other' } }
  expect(await lookUpAction(createUser, other, contextOf())).toBeUndefined()
  await expect(runAction(createUser, { ...input, profile: 'King' }, contextOf())).rejects.toThrow(
    'no profile "King"',
  )
})

test('makes users active and inactive', async () => {
  expect(await runAction(deactivateUser, { user: '005A' }, contextOf())).toEqual({ statusCode: 204 })
  expect(server.received.at(-1)?.body).toEqual({ IsActive: false })
  expect(await runAction(activateUser, { user: '005A' }, contextOf())).toEqual({ statusCode: 204 })
  await expect(runAction(activateUser, { user: '005X' }, contextOf())).rejects.toThrow(
    'Salesforce refused: Gone',
  )
})
