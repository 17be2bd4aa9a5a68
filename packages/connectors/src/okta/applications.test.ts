import {
  createTestContext,
  listen,
  lookUpAction,
  runAction,
  type Answer,
  type LoopbackServer,
  type Received,
} from '@keyway/connectors/testing'
import type { Action, Json, JsonObject } from '@keyway/sdk'
import { afterEach, expect, test } from 'vitest'
import { assignGroupToApplication } from './actions/applications/assign-group-to-application.ts'
import { assignUserToApplication } from './actions/applications/assign-user-to-application.ts'
import { createImportSession } from './actions/identity-sources/create-import-session.ts'
import { deleteImportSession } from './actions/identity-sources/delete-import-session.ts'
import { importUsers } from './actions/identity-sources/import-users.ts'
import { listApplicationGroups } from './actions/applications/list-application-groups.ts'
import { listApplicationUsers } from './actions/applications/list-application-users.ts'
import { listImportSessions } from './actions/identity-sources/list-import-sessions.ts'
import { mapSourceUsers } from './actions/identity-sources/map-source-users.ts'
import { readApplication } from './actions/applications/read-application.ts'
import { readApplicationUser } from './actions/applications/read-application-user.ts'
import { removeUserFromApplication } from './actions/applications/remove-user-from-application.ts'
import { searchApplications } from './actions/applications/search-applications.ts'
import { triggerImportSession } from './actions/identity-sources/trigger-import-session.ts'
import { updateGroup } from './actions/groups/update-group.ts'
import { okta } from './index.ts'

let server: LoopbackServer | undefined
afterEach(() => server?.close())

/** An org that answers these requests (`GET /api/v1/apps`), and 404 to all others. */
async function startOrg(answers: Record<string, Answer | ((request: Received) => Answer)>) {
  const org = await listen((request) => {
    const answer = answers[`${request.method} ${request.path}`]
    if (answer === undefined)
      return { status: 404, body: { errorCode: 'E0000007', errorSummary: 'Not found' } }
    return typeof answer === 'function' ? answer(request) : answer
  })
  server = org
  const context = createTestContext({ connector: okta, connection: { domain: org.url, token: 't' } })
  return {
    run: (action: Action, input: JsonObject) => runAction(action, input, context),
    lookUp: (action: Action, input: JsonObject) => lookUpAction(action, input, context),
    seen: () => org.received.map(({ method, path, body }) => ({ method, path, body })),
    queries: () => org.received.map(({ query }) => query),
  }
}

const app: Record<string, Json> = {
  id: '0oa1',
  name: 'bookmark',
  label: 'Wiki',
  status: 'ACTIVE',
  features: ['X'],
}
const assigned: Record<string, Json> = {
  id: '00u1',
  scope: 'USER',
  status: 'ACTIVE',
  credentials: { userName: 'lin', password: {} },
  profile: { role: 'Analyst' },
}
const at = { application: '0oa1', user: '00u1' }

test('applications are read, and searched by name, first only or all', async () => {
  const { run, queries } = await startOrg({
    'GET /api/v1/apps/0oa1': { body: app },
    'GET /api/v1/apps': ({ query }) => ({ body: query['q'] === 'Wiki' ? [app, { ...app, id: '0oa2' }] : [] }),
  })
  expect(await run(readApplication, { application: '0oa1' })).toMatchObject({ ...app, raw: app })
  const found = await run(searchApplications, { query: 'Wiki', resultSet: 'first' })
  expect(found).toMatchObject({ application: { id: '0oa1', label: 'Wiki' }, hasMore: true })
  expect(await run(searchApplications, { query: 'Zzz' })).toEqual({
    applications: [],
    application: null,
    hasMore: false,
  })
  expect(queries().slice(1)).toEqual([
    { q: 'Wiki', limit: '2' },
    { q: 'Zzz', limit: '200' },
  ])
  await expect(run(readApplication, { application: '0oa9' })).rejects.toMatchObject({ code: 'okta_E0000007' })
})

test('who and which groups are assigned is listed', async () => {
  const { run } = await startOrg({
    'GET /api/v1/apps/0oa1/users': { body: [assigned] },
    'GET /api/v1/apps/0oa1/users/00u1': { body: assigned },
    'GET /api/v1/apps/0oa1/groups': { body: [{ id: '00g1', priority: 2, profile: {} }] },
  })
  const list = await run(listApplicationUsers, { application: '0oa1' })
  expect(list).toMatchObject({ users: [{ id: '00u1', profile: { role: 'Analyst' } }], hasMore: false })
  expect(await run(readApplicationUser, at)).toMatchObject({ id: '00u1', scope: 'USER', syncState: null })
  expect(await run(listApplicationGroups, { application: '0oa1' })).toMatchObject({
    groups: [{ id: '00g1', priority: 2, lastUpdated: null }],
  })
})

test('groups and users are assigned with what was given', async () => {
  const { run, seen } = await startOrg({
    'PUT /api/v1/apps/0oa1/groups/00g1': { body: { id: '00g1', priority: 0 } },
    'POST /api/v1/apps/0oa1/users': { body: assigned },
  })
  expect(await run(assignGroupToApplication, { application: '0oa1', group: '00g1' })).toMatchObject({
    id: '00g1',
  })
  const input = { ...at, userName: 'lin', password: '', profile: { role: 'Analyst' } }
  expect(await run(assignUserToApplication, input)).toMatchObject({ id: '00u1' })
  expect(seen().map(({ body }) => body)).toEqual([
    {},
    { id: '00u1', scope: 'USER', credentials: { userName: 'lin' }, profile: { role: 'Analyst' } },
  ])
})

test('someone assigned already stays as they are, and is found after a crash', async () => {
  const conflict = { status: 409, body: { errorCode: 'E0000062', errorSummary: 'Already assigned' } }
  const { run, lookUp } = await startOrg({
    'POST /api/v1/apps/0oa1/users': conflict,
    'GET /api/v1/apps/0oa1/users/00u1': { body: assigned },
  })
  expect(await run(assignUserToApplication, at)).toMatchObject({ id: '00u1', profile: { role: 'Analyst' } })
  expect(await lookUp(assignUserToApplication, at)).toMatchObject({ id: '00u1' })
  expect(await lookUp(assignUserToApplication, { ...at, user: '00u2' })).toBeUndefined()
})

test('removing someone twice is no error; an application that does not exist is', async () => {
  let isAssigned = true
  const { run, queries } = await startOrg({
    'DELETE /api/v1/apps/0oa1/users/00u1': () => {
      const status = isAssigned ? 204 : 404
      isAssigned = false
      return { status }
    },
    'GET /api/v1/apps/0oa1': { body: app },
  })
  expect(await run(removeUserFromApplication, { ...at, sendEmail: true })).toEqual({ statusCode: 204 })
  expect(queries()[0]).toEqual({ sendEmail: 'true' })
  expect(await run(removeUserFromApplication, at)).toEqual({ statusCode: 404 })
  await expect(run(removeUserFromApplication, { ...at, application: '0oa9' })).rejects.toMatchObject({
    code: 'okta_E0000007',
  })
})

const session = (status: string) => ({
  id: 's1',
  identitySourceId: '0oa1',
  status,
  importType: 'INCREMENTAL',
})
const sessions = '/api/v1/identity-sources/0oa1/sessions'

test('an import: a session is opened, filled, triggered and deleted', async () => {
  const { run, seen } = await startOrg({
    [`POST ${sessions}`]: { body: session('CREATED') },
    [`GET ${sessions}`]: { body: [session('CREATED')] },
    [`POST ${sessions}/s1/bulk-upsert`]: { status: 202 },
    [`POST ${sessions}/s1/bulk-delete`]: { status: 202 },
    [`POST ${sessions}/s1/start-import`]: { body: session('TRIGGERED') },
    [`DELETE ${sessions}/s1`]: { status: 204 },
  })
  const source = { application: '0oa1' }
  const one = { ...source, session: 's1' }
  expect(await run(createImportSession, source)).toEqual(session('CREATED'))
  expect(await run(listImportSessions, source)).toEqual({ sessions: [session('CREATED')] })
  const users = [{ externalId: '7', profile: { email: 'lin@acme.test' } }, { externalId: '8' }]
  expect(await run(importUsers, { ...one, users })).toEqual({ uploaded: 2 })
  expect(await run(importUsers, { ...one, operation: 'delete', users })).toEqual({ uploaded: 2 })
  expect(await run(triggerImportSession, one)).toEqual(session('TRIGGERED'))
  expect(await run(deleteImportSession, one)).toEqual({ statusCode: 204 })
  expect(await run(deleteImportSession, { ...source, session: 's2' })).toEqual({ statusCode: 404 })
  expect(seen()[2]?.body).toEqual({
    entityType: 'USERS',
    profiles: [users[0], { externalId: '8', profile: {} }],
  })
  expect(seen()[3]?.body).toEqual({
    entityType: 'USERS',
    profiles: [{ externalId: '7' }, { externalId: '8' }],
  })
})

test('after a crash the status of a session says whether its import was started', async () => {
  let status = 'IN_PROGRESS'
  const { lookUp } = await startOrg({ [`GET ${sessions}/s1`]: () => ({ body: session(status) }) })
  const one = { application: '0oa1', session: 's1' }
  expect(await lookUp(triggerImportSession, one)).toBeUndefined()
  status = 'COMPLETED'
  expect(await lookUp(triggerImportSession, one)).toEqual(session('COMPLETED'))
})

test('users of another system get an external id and a profile of texts', async () => {
  const { run, seen } = await startOrg({})
  const users = [{ no: 7, email: 'lin@acme.test', age: 40, phone: null }]
  expect(await run(mapSourceUsers, { users, externalIdKey: 'no' })).toEqual({
    users: [{ externalId: '7', profile: { email: 'lin@acme.test', age: '40', phone: null } }],
  })
  expect(await run(mapSourceUsers, { users, externalIdKey: 'no', operation: 'delete' })).toEqual({
    users: [{ externalId: '7' }],
  })
  await expect(run(mapSourceUsers, { users })).rejects.toMatchObject({ code: 'external_id_missing' })
  expect(seen()).toEqual([])
})

test('a group is replaced as a whole', async () => {
  const { run, seen } = await startOrg({ 'PUT /api/v1/groups/00g1': { body: { id: '00g1', profile: {} } } })
  const input = {
    group: '00g1',
    name: 'Sales',
    description: '',
    profile: { email: 's@acme.test', name: 'no' },
  }
  expect(await run(updateGroup, input)).toMatchObject({ id: '00g1' })
  expect(seen()[0]?.body).toEqual({ profile: { email: 's@acme.test', name: 'Sales' } })
})
