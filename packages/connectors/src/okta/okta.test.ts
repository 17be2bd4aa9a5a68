import { createTestContext, listen, lookUpAction, runAction } from '@keyway/connectors/testing'
import { startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { ConnectionError, findFieldMeta, type Action, type JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { activateUser } from './actions/users/activate-user.ts'
import { addUserToGroup } from './actions/groups/add-user-to-group.ts'
import { clearUserSessions } from './actions/sessions/clear-user-sessions.ts'
import { createGroup } from './actions/groups/create-group.ts'
import { createUser } from './actions/users/create-user.ts'
import { customApiAction } from './actions/custom/custom-api-action.ts'
import { customApiRead } from './actions/custom/custom-api-read.ts'
import { deactivateUser } from './actions/users/deactivate-user.ts'
import { deleteUser } from './actions/users/delete-user.ts'
import { findUsers } from './actions/users/find-users.ts'
import { getUserGroups } from './actions/users/get-user-groups.ts'
import { listGroupMembers } from './actions/groups/list-group-members.ts'
import { listUsers } from './actions/users/list-users.ts'
import { reactivateUser } from './actions/users/reactivate-user.ts'
import { readGroup } from './actions/groups/read-group.ts'
import { readUserByEmail } from './actions/users/read-user-by-email.ts'
import { readUser } from './actions/users/read-user.ts'
import { removeUserFromGroup } from './actions/groups/remove-user-from-group.ts'
import { resetPassword } from './actions/users/reset-password.ts'
import { searchGroups } from './actions/groups/search-groups.ts'
import { searchSystemLog } from './actions/system-log/search-system-log.ts'
import { suspendUser } from './actions/users/suspend-user.ts'
import { unlockUser } from './actions/users/unlock-user.ts'
import { unsuspendUser } from './actions/users/unsuspend-user.ts'
import { updateUser } from './actions/users/update-user.ts'
import { okta } from './index.ts'

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim({ seed: true })
})
afterAll(() => sim.close())

const contextOf = (token = sim.apiToken) =>
  createTestContext({ connector: okta, connection: { domain: sim.url, token }, now: Date.now() })
const run = async (action: Action, input: JsonObject): Promise<JsonObject> =>
  Object(await runAction(action, input, contextOf()))
const lookUp = (action: Action, input: JsonObject) => lookUpAction(action, input, contextOf())

let count = 0
function profile(): { login: string; email: string; firstName: string; lastName: string } {
  const login = `user${(count += 1)}@acme.test`
  return { login, email: login, firstName: 'Nadia', lastName: `Petrova${count}` }
}
const newUser = (): string => sim.org.createUser({ profile: profile() }).id
const statusOf = (id: string) => sim.org.findUser(id)?.status

describe('users', () => {
  test('are read by id and by login, with their profile and the whole object', async () => {
    const id = newUser()
    const byId = await run(readUser, { user: id })
    expect(byId).toMatchObject({ id, status: 'ACTIVE', profile: { firstName: 'Nadia' }, raw: { id } })
    expect(await run(readUser, { user: Object(byId['profile']).login })).toEqual(byId)
  })

  test('who do not exist are an error with the code of Okta', async () => {
    await expect(run(readUser, { user: 'nobody@acme.test' })).rejects.toMatchObject({
      code: 'okta_E0000007',
      statusCode: 404,
      message: expect.stringContaining('E0000007'),
    })
  })

  test('are found by e-mail only when the address is unique', async () => {
    const shared = 'shared@acme.test'
    const id = sim.org.createUser({ profile: { ...profile(), email: shared } }).id
    expect(await run(readUserByEmail, { email: shared })).toMatchObject({ id })
    sim.org.createUser({ profile: { ...profile(), email: shared } })
    await expect(run(readUserByEmail, { email: shared })).rejects.toMatchObject({
      code: 'okta_user_ambiguous',
    })
    await expect(run(readUserByEmail, { email: 'x" or status eq "ACTIVE' })).rejects.toMatchObject({
      code: 'okta_user_not_found',
    })
  })

  test('are found by the start of a name', async () => {
    newUser()
    const found = await run(findUsers, { query: 'Nadia', resultSet: 'first' })
    expect(found).toMatchObject({ users: [{ profile: { firstName: 'Nadia' } }], user: { status: 'ACTIVE' } })
    expect(await run(findUsers, { query: 'Zzz' })).toEqual({ users: [], user: null })
  })

  test('are listed by attributes, expression and page', async () => {
    for (let n = 0; n < 5; n += 1) sim.org.createUser({ profile: { ...profile(), department: 'Paging' } })
    const match = { 'profile.department': 'Paging', status: 'ACTIVE', id: '' }
    const some = await run(listUsers, { match, limit: 3 })
    expect(some).toMatchObject({ hasMore: true })
    expect(some['users']).toHaveLength(3)
    const all = await run(listUsers, { match, search: 'profile.firstName eq "Nadia"' })
    expect(all).toMatchObject({ hasMore: false })
    expect(all['users']).toHaveLength(5)
    const one = await run(listUsers, { match, resultSet: 'first' })
    expect(one).toMatchObject({ user: { profile: { department: 'Paging' } }, hasMore: true })
    expect(await run(listUsers, { match: { status: 'SUSPENDED' }, matchBy: 'filter' })).toMatchObject({
      hasMore: false,
    })
  })

  test('beyond one page are all read', async () => {
    const many = await startOktaSim()
    try {
      for (let n = 0; n < 450; n += 1) many.org.createUser({ profile: profile() })
      const connection = { domain: many.url, token: many.apiToken }
      const context = createTestContext({ connector: okta, connection })
      const all = await runAction(listUsers, { limit: 10_000 }, context)
      expect(Object(all).users).toHaveLength(451)
      const some = await runAction(listUsers, { limit: 400 }, context)
      expect(Object(some)).toMatchObject({ hasMore: true })
      expect(new Set(Object(some).users.map(({ id }: { id: string }) => id)).size).toBe(400)
    } finally {
      await many.close()
    }
  })

  test('with a quote in an attribute do not change the expression', async () => {
    const found = await run(listUsers, { match: { 'profile.department': 'x" or status eq "ACTIVE' } })
    expect(found).toMatchObject({ users: [] })
    await expect(run(listUsers, { match: { 'status eq "ACTIVE" or id': 'x' } })).rejects.toThrow(/attribute/)
  })

  test('are created, activated or not, and found again after a crash', async () => {
    const sent = { ...profile(), department: 'Finance' }
    const created = await run(createUser, { profile: sent, activate: false })
    expect(created).toMatchObject({ status: 'STAGED', profile: sent })
    expect(await lookUp(createUser, { profile: sent, activate: false })).toMatchObject({ id: created['id'] })
    expect(await lookUp(createUser, { profile: { ...sent, department: 'Sales' } })).toBeUndefined()
    expect(await lookUp(createUser, { profile: profile() })).toBeUndefined()
    const withPassword = await run(createUser, { profile: profile(), password: 'correct horse 7!' })
    expect(withPassword).toMatchObject({ status: 'ACTIVE' })
  })

  test('who exist already are an error that names the cause', async () => {
    const sent = profile()
    await run(createUser, { profile: sent })
    const again = run(createUser, { profile: sent })
    await expect(again).rejects.toMatchObject({ code: 'okta_E0000001' })
    await expect(again).rejects.toThrow(/already exists/)
  })

  test('need a login', async () => {
    await expect(run(createUser, { profile: { email: 'lin@acme.test' } })).rejects.toThrow(/needs a login/)
  })

  test('keep the attributes that a partial update does not name', async () => {
    const id = newUser()
    const changed = await run(updateUser, { user: id, profile: { title: 'Engineer' } })
    expect(changed).toMatchObject({ profile: { title: 'Engineer', firstName: 'Nadia' } })
    const replaced = await run(updateUser, { user: id, profile: profile(), mode: 'replace' })
    expect(Object(replaced['profile']).title ?? null).toBeNull()
  })
})

describe('lifecycle', () => {
  test('activating: a link without e-mail, done when it was done before', async () => {
    const created = Object(await run(createUser, { profile: profile(), activate: false }))
    const input = { user: created.id, sendEmail: false }
    expect(await lookUp(activateUser, input)).toBeUndefined()
    expect(await run(activateUser, input)).toMatchObject({
      statusCode: 200,
      activationUrl: expect.stringContaining('http'),
    })
    const done = { statusCode: 200, activationUrl: null, activationToken: null }
    expect(await lookUp(activateUser, input)).toEqual(done)
    expect(await run(activateUser, { user: newUser() })).toEqual(done)
    expect(await run(reactivateUser, input)).toMatchObject({ activationUrl: expect.any(String) })
  })

  test('suspending and back, each seen after a crash', async () => {
    const id = newUser()
    expect(await lookUp(suspendUser, { user: id })).toBeUndefined()
    expect(await run(suspendUser, { user: id })).toEqual({ statusCode: 200 })
    expect(statusOf(id)).toBe('SUSPENDED')
    expect(await lookUp(suspendUser, { user: id })).toEqual({ statusCode: 200 })
    expect(await lookUp(unsuspendUser, { user: id })).toBeUndefined()
    await run(unsuspendUser, { user: id })
    expect(statusOf(id)).toBe('ACTIVE')
    expect(await lookUp(unsuspendUser, { user: id })).toEqual({ statusCode: 200 })
  })

  test('unlocking', async () => {
    const id = newUser()
    sim.org.lockUser(id)
    expect(await lookUp(unlockUser, { user: id })).toBeUndefined()
    await run(unlockUser, { user: id })
    expect(await lookUp(unlockUser, { user: id })).toEqual({ statusCode: 200 })
  })

  test('a reset link instead of a mail', async () => {
    const id = newUser()
    const reset = await run(resetPassword, { user: id, sendEmail: false })
    expect(reset).toMatchObject({ statusCode: 200, resetPasswordUrl: expect.stringContaining('http') })
    expect(findFieldMeta(Object(resetPassword.output).shape.resetPasswordUrl)?.secret).toBe(true)
  })

  test('deleting takes two steps, and gone is done', async () => {
    const id = newUser()
    await expect(run(deleteUser, { user: id })).rejects.toMatchObject({
      code: 'okta_user_not_deactivated',
      message: expect.stringContaining('ACTIVE'),
    })
    expect(statusOf(id)).toBe('ACTIVE')
    expect(await run(deactivateUser, { user: id })).toEqual({ statusCode: 200 })
    expect(await lookUp(deactivateUser, { user: id })).toEqual({ statusCode: 200 })
    expect(await lookUp(deleteUser, { user: id })).toBeUndefined()
    expect(await run(deleteUser, { user: id })).toEqual({ statusCode: 204 })
    expect(statusOf(id)).toBeUndefined()
    expect(await lookUp(deleteUser, { user: id })).toEqual({ statusCode: 204 })
  })

  test('clearing sessions may be repeated', async () => {
    const id = newUser()
    sim.org.signIn(id)
    for (const _ of [1, 2]) {
      expect(await run(clearUserSessions, { user: id, revokeTokens: true })).toEqual({ statusCode: 204 })
    }
  })
})

describe('groups', () => {
  test('are created, found by name and attribute, and found again after a crash', async () => {
    const input = { name: 'ent-payroll', description: 'Payroll app' }
    expect(await lookUp(createGroup, input)).toBeUndefined()
    const created = Object(await run(createGroup, input))
    expect(created).toMatchObject({ name: 'ent-payroll', type: 'OKTA_GROUP', description: 'Payroll app' })
    expect(await lookUp(createGroup, input)).toEqual(created)
    expect(await lookUp(createGroup, { name: 'ent-payroll' })).toBeUndefined()
    await expect(run(createGroup, input)).rejects.toMatchObject({ code: 'okta_E0000001' })
    expect(await run(readGroup, { group: created.id })).toEqual(created)
    const match = { 'profile.name': 'ent-payroll', type: 'OKTA_GROUP' }
    expect(await run(searchGroups, { match, resultSet: 'first' })).toMatchObject({
      group: { id: created['id'] },
    })
    expect(await run(searchGroups, { query: 'ent-pay' })).toMatchObject({ groups: [{ id: created['id'] }] })
    expect(await run(searchGroups, { query: 'zzz' })).toEqual({ groups: [], group: null, hasMore: false })
  })

  test('memberships may be repeated', async () => {
    const id = newUser()
    const { id: groupId } = sim.org.createGroup({ name: 'ent-memberships' })
    const input = { group: groupId, user: id }
    for (const _ of [1, 2]) expect(await run(addUserToGroup, input)).toEqual({ statusCode: 204 })
    expect(await run(listGroupMembers, { group: groupId })).toMatchObject({ users: [{ id }], hasMore: false })
    const names = Object(await run(getUserGroups, { user: id })).groups.map(
      ({ name }: { name: string }) => name,
    )
    expect(new Set(names)).toEqual(new Set(['Everyone', 'ent-memberships']))
    for (const _ of [1, 2]) expect(await run(removeUserFromGroup, input)).toEqual({ statusCode: 204 })
    expect(await run(listGroupMembers, { group: groupId })).toMatchObject({ users: [] })
  })
})

describe('System Log', () => {
  test('is searched by filter and time, and ends', async () => {
    const id = newUser()
    await run(suspendUser, { user: id })
    const filter = `eventType eq "user.lifecycle.suspend" and target.id eq "${id}"`
    const found = await run(searchSystemLog, { filter, since: new Date(Date.now() - 60_000).toISOString() })
    expect(found).toMatchObject({
      events: [{ eventType: 'user.lifecycle.suspend', target: [{ id }] }],
      event: { eventType: 'user.lifecycle.suspend' },
      hasMore: false,
    })
    expect(await run(searchSystemLog, { filter, sortOrder: 'descending', resultSet: 'first' })).toMatchObject(
      {
        event: { target: [{ id }] },
      },
    )
  })
})

describe('custom API', () => {
  test('reads with a query in the path and beside it', async () => {
    const answer = await run(customApiRead, {
      path: '/api/v1/users?limit=1',
      query: { filter: 'status eq "ACTIVE"' },
    })
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': expect.stringContaining('json') },
    })
    expect(answer['body']).toHaveLength(1)
  })

  test('changes with an object or with text', async () => {
    const id = newUser()
    const path = `/api/v1/users/${id}`
    const body = { profile: { title: 'One' } }
    expect(await run(customApiAction, { method: 'POST', path, body })).toMatchObject({ statusCode: 200 })
    const text = JSON.stringify({ profile: { title: 'Two' } })
    await run(customApiAction, { method: 'POST', path, body: text })
    expect(sim.org.findUser(id)?.profile['title']).toBe('Two')
    const sessions = { method: 'DELETE', path: `${path}/sessions` }
    expect(await run(customApiAction, sessions)).toMatchObject({ statusCode: 204 })
  })

  test.each(['https://evil.test/', '//evil.test/', 'api/v1/users', ''])(
    'refuses the path %j',
    async (path) => {
      await expect(run(customApiRead, { path })).rejects.toThrow(/starts with one slash/)
    },
  )

  test('does not let a flow replace the credentials', async () => {
    const headers = { AUTHORIZATION: 'SSWS other' }
    await expect(run(customApiRead, { path: '/api/v1/users/me', headers })).rejects.toThrow(
      /come from the connection/,
    )
  })
})

describe('connection', () => {
  test('says whom the token belongs to', async () => {
    const report = await okta.test?.(contextOf())
    expect(report).toMatchObject({ ok: true, message: expect.stringContaining('admin@acme.test') })
  })

  test('a wrong token is a connection error with the code of Okta', async () => {
    const tested = okta.test?.(contextOf('wrong-token-value'))
    await expect(tested).rejects.toThrow(ConnectionError)
    await expect(tested).rejects.toMatchObject({ code: 'okta_E0000011' })
    await expect(tested).rejects.not.toThrow(/wrong-token-value/)
  })

  test('codes say whether trying again can help', () => {
    const retryOf = (errorCode: string) =>
      okta.describeError?.({ status: 409, headers: {}, links: {}, body: { errorCode, errorSummary: 'x' } })
    for (const code of ['E0000112', 'E0000239', 'E0000268']) expect(retryOf(code)?.retry).toBe('later')
    expect(retryOf('E0000146')?.retry).toBe('never')
    expect(retryOf('E0000007')?.retry).toBeUndefined()
  })

  test('reads what people paste', () => {
    const parsed = okta.connection.parse({
      domain: 'https://acme-admin.okta.com/admin/dashboard',
      token: ' SSWS 00abc ',
    })
    expect(parsed).toEqual({ domain: 'acme.okta.com', signIn: 'api_token', token: '00abc' })
    expect(okta.http?.(parsed)).toMatchObject({
      baseUrl: 'https://acme.okta.com',
      headers: { Authorization: 'SSWS 00abc', 'User-Agent': expect.stringContaining('keyway') },
    })
    expect(okta.connection.safeParse({ domain: 'acme', token: 'x' }).error?.issues[0]?.message).toMatch(
      /did you mean/,
    )
  })

  test('an answer that is no user is refused', async () => {
    const portal = await listen(() => ({ body: { hello: 'world' } }))
    try {
      const context = createTestContext({ connector: okta, connection: { domain: portal.url, token: 'x' } })
      await expect(runAction(readUser, { user: 'x' }, context)).rejects.toMatchObject({
        code: 'okta_unexpected_answer',
      })
    } finally {
      await portal.close()
    }
  })
})
