import { ConnectionError } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import {
  createTestContext,
  lookUpAction,
  runAction,
  startApiServer,
  type LoopbackServer,
} from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNewUser } from './actions/create-new-user.ts'
import { createPersonalFolder } from './actions/create-personal-folder.ts'
import { deactivateUser } from './actions/deactivate-user.ts'
import { deleteUser } from './actions/delete-user.ts'
import { findUser } from './actions/find-user.ts'
import { transferUserFolders } from './actions/transfer-user-folders.ts'
import { box } from './index.ts'

const users: (JsonObject & { login?: string })[] = [
  { id: '11', name: 'Lina', login: 'lin@acme.test.example', role: 'user', status: 'active' },
  { id: '12', name: 'Lin Okoro', login: 'Lin@acme.test', role: 'user', status: 'active' },
]
const asText = (body: Json) => (typeof body === 'string' ? body : '')
let server: LoopbackServer
beforeAll(async () => {
  server = await startApiServer({
    credentials: { authorization: 'Bearer box-token' },
    refused: { status: 401, body: { code: 'unauthorized', message: 'Unauthorized' } },
    routes: {
      'ANYONE POST /oauth2/token': ({ body }) =>
        asText(body).includes('client_secret=s%26cret') && asText(body).includes('box_subject_id=42')
          ? { body: { access_token: 'box-token', expires_in: 3600 } }
          : { status: 400, body: { error: 'invalid_client', error_description: 'The client is invalid' } },
      'GET /2.0/users/me': () => ({ body: { id: '1', login: 'automation@acme.test' } }),
      'GET /2.0/users': ({ query }) => ({
        body: {
          entries: users.filter(({ login }) =>
            String(login)
              .toLowerCase()
              .startsWith(query['filter_term'] ?? ''),
          ),
        },
      }),
      'POST /2.0/users': ({ fields }) => {
        users.push({ id: '13', status: 'active', ...fields })
        return { status: 201, body: users.at(-1) ?? null }
      },
      'PUT /2.0/users/:id': ({ params, fields }) => ({ body: { id: params['id'] ?? '', ...fields } }),
      'PUT /2.0/users/:id/folders/0': () => ({ body: { id: '77', name: "Lin Okoro's Files and Folders" } }),
      'DELETE /2.0/users/:id': () => ({ status: 204 }),
      'POST /2.0/folders': ({ fields }) => ({ status: 201, body: { id: '88', ...fields } }),
    },
  })
})
afterAll(() => server.close())

const client = { clientId: 'c', clientSecret: 's&cret', enterpriseId: '42' }
const contextOf = (settings: Record<string, unknown> = { accessToken: 'box-token' }) =>
  createTestContext({ connector: box, connection: { baseUrl: server.url, ...settings } })

test('signs in by token, and as the client of an enterprise', async () => {
  const ok = { ok: true, message: 'Connected as automation@acme.test.' }
  expect(await box.test?.(contextOf())).toEqual(ok)
  expect(await box.test?.(contextOf(client))).toEqual(ok)
  await expect(box.test?.(contextOf({ accessToken: 'old' }))).rejects.toThrow(ConnectionError)
  await expect(box.test?.(contextOf({ ...client, clientSecret: 'x' }))).rejects.toThrow(
    'The client is invalid',
  )
  expect(() => contextOf({ clientId: 'c' })).toThrow('Needed without an access token.')
})

test('finds the user with the login before others that only start so', async () => {
  expect(await runAction(findUser, { search: 'lin@acme.test' }, contextOf())).toMatchObject({
    user: { id: '12' },
  })
  expect(await runAction(findUser, { search: 'nobody@' }, contextOf())).toEqual({ user: null })
})

test('creates a user, and finds them after a crash', async () => {
  const input = {
    login: 'sam@acme.test',
    name: 'Sam Reyes',
    role: 'user',
    space: 10,
    jobTitle: '',
    syncEnabled: false,
  }
  expect(await lookUpAction(createNewUser, input, contextOf())).toBeUndefined()
  const created = await runAction(createNewUser, input, contextOf())
  expect(created).toMatchObject({ id: '13', login: 'sam@acme.test', raw: { space_amount: 10_737_418_240 } })
  expect(server.received.at(-1)?.body).toEqual({
    login: 'sam@acme.test',
    name: 'Sam Reyes',
    role: 'user',
    space_amount: 10_737_418_240,
    is_sync_enabled: false,
  })
  expect(await lookUpAction(createNewUser, input, contextOf())).toEqual(created)
})

test('takes a user out of service', async () => {
  expect(await runAction(deactivateUser, { user: '12' }, contextOf())).toMatchObject({ status: 'inactive' })
  expect(await runAction(transferUserFolders, { from: '12', to: '1' }, contextOf())).toMatchObject({
    folderId: '77',
  })
  expect(server.received.at(-1)?.body).toEqual({ owned_by: { id: '1' } })
  const gone = await runAction(deleteUser, { user: '12', files: 'transfer', to: '1' }, contextOf())
  expect(gone).toEqual({ statusCode: 204 })
  expect(server.received.slice(-2).map(({ method, query }) => [method, query])).toEqual([
    ['PUT', {}],
    ['DELETE', { force: 'false' }],
  ])
  await expect(runAction(deleteUser, { user: '12', files: 'transfer' }, contextOf())).rejects.toThrow('whom')
})

test('makes a folder in the name of a user', async () => {
  const made = await runAction(createPersonalFolder, { user: '12', name: 'Lin' }, contextOf())
  expect(made).toEqual({ id: '88', name: 'Lin' })
  expect(server.received.at(-1)).toMatchObject({
    headers: { 'as-user': '12' },
    body: { name: 'Lin', parent: { id: '0' }, sync_state: 'not_synced' },
  })
})
