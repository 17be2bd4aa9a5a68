import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { UserStatus } from './org/user.ts'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi, profileOf } from './testing/call-api.ts'

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim()
})
afterAll(() => sim.close())

let count = 0
const nextName = () => `user${(count += 1)}`

/** A new user who has been brought into the status by API calls alone, as far as Okta's API can. */
async function userIn(status: UserStatus): Promise<string> {
  const activate = status !== 'STAGED'
  const password = status === 'PROVISIONED' || status === 'STAGED' ? undefined : { value: 'correct horse' }
  const { body } = await callApi(sim, `POST /api/v1/users?activate=${activate}`, {
    profile: profileOf(nextName()),
    ...(password ? { credentials: { password } } : {}),
  })
  if (status === 'LOCKED_OUT') sim.org.lockUser(body.id)
  const operation = { SUSPENDED: 'suspend', PASSWORD_EXPIRED: 'expire_password', DEPROVISIONED: 'deactivate' }
  if (Object.hasOwn(operation, status)) {
    await lifecycle(body.id, operation[status as keyof typeof operation])
  }
  if (status === 'RECOVERY') await lifecycle(body.id, 'reset_password?sendEmail=false')
  expect(sim.org.findUser(body.id)?.status).toBe(status)
  return body.id
}

const lifecycle = (id: string, operation: string) =>
  callApi(sim, `POST /api/v1/users/${id}/lifecycle/${operation}`)

const statuses: UserStatus[] = [
  'STAGED',
  'PROVISIONED',
  'ACTIVE',
  'SUSPENDED',
  'LOCKED_OUT',
  'PASSWORD_EXPIRED',
  'RECOVERY',
  'DEPROVISIONED',
]

type Row = {
  operation: string
  from: UserStatus[]
  to: UserStatus | 'same'
  refusal: [number, string]
  event: string
}
const table: Row[] = [
  {
    operation: 'activate',
    from: ['STAGED', 'DEPROVISIONED'],
    to: 'PROVISIONED',
    refusal: [403, 'E0000016'],
    event: 'user.lifecycle.activate',
  },
  {
    operation: 'reactivate',
    from: ['PROVISIONED', 'RECOVERY'],
    to: 'PROVISIONED',
    refusal: [403, 'E0000038'],
    event: 'user.lifecycle.reactivate',
  },
  {
    operation: 'suspend',
    from: ['ACTIVE'],
    to: 'SUSPENDED',
    refusal: [400, 'E0000001'],
    event: 'user.lifecycle.suspend',
  },
  {
    operation: 'unsuspend',
    from: ['SUSPENDED'],
    to: 'ACTIVE',
    refusal: [400, 'E0000001'],
    event: 'user.lifecycle.unsuspend',
  },
  {
    operation: 'unlock',
    from: ['LOCKED_OUT'],
    to: 'ACTIVE',
    refusal: [403, 'E0000032'],
    event: 'user.account.unlock_by_admin',
  },
  {
    operation: 'deactivate',
    from: statuses.slice(0, 7),
    to: 'DEPROVISIONED',
    refusal: [403, 'E0000038'],
    event: 'user.lifecycle.deactivate',
  },
  {
    operation: 'expire_password',
    from: ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY'],
    to: 'PASSWORD_EXPIRED',
    refusal: [403, 'E0000038'],
    event: 'user.account.expire_password',
  },
  {
    operation: 'reset_password?sendEmail=true',
    from: ['ACTIVE', 'PASSWORD_EXPIRED', 'RECOVERY', 'LOCKED_OUT'],
    to: 'RECOVERY',
    refusal: [403, 'E0000038'],
    event: 'user.account.reset_password',
  },
  {
    operation: 'reset_factors',
    from: statuses.slice(0, 7),
    to: 'same',
    refusal: [403, 'E0000038'],
    event: 'user.mfa.factor.reset_all',
  },
]

describe.each(table)('$operation', ({ operation, from, to, refusal, event }) => {
  test.each(statuses)('of a user who is %s', async (status) => {
    const id = await userIn(status)
    const before = sim.org.events.length
    const answer = await lifecycle(id, operation)
    const recorded = sim.org.events.slice(before).map(({ eventType }) => eventType)
    const isAllowed = from.includes(status)
    expect([answer.status, answer.body.errorCode]).toEqual(isAllowed ? [200, undefined] : refusal)
    expect(sim.org.findUser(id)?.status).toBe(isAllowed && to !== 'same' ? to : status)
    expect(recorded).toEqual(isAllowed ? [event] : [])
  })
})

describe('creating a user', () => {
  test('shows the shape of a real user', async () => {
    const { body } = await callApi(sim, 'POST /api/v1/users?activate=false', {
      profile: profileOf(nextName()),
    })
    expect(body.id).toMatch(/^00u\w{17}$/)
    expect(body).toMatchObject({
      status: 'STAGED',
      activated: null,
      statusChanged: null,
      lastLogin: null,
      passwordChanged: null,
      type: { id: expect.stringMatching(/^oty/) },
      credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
      _links: { self: { href: `${sim.url}/api/v1/users/${body.id}` } },
    })
    expect(new Date(body.created).toISOString()).toBe(body.created)
    expect(Object.keys(body)).not.toContain('hasPassword')
  })

  test.each<[string, unknown, string]>([
    ['no login', { email: 'a@b.cd', firstName: 'A', lastName: 'B' }, 'login: The field cannot be left blank'],
    [
      'a login that is no address',
      profileOf('x', { login: 'plainname' }),
      'login: Username must be in the form of an email address',
    ],
    ['a bad e-mail', profileOf('x', { email: 'plain' }), 'email: Does not match required pattern'],
    ['no first name', profileOf('x', { firstName: '' }), 'firstName: The field cannot be left blank'],
    [
      'a long last name',
      profileOf('x', { lastName: 'x'.repeat(51) }),
      'lastName: String length must be between 1 and 50',
    ],
    ['an emoji', profileOf('x', { nickName: '🦊' }), 'nickName: Contains a character that is not supported'],
    ['an attribute that is an object', profileOf('x', { manager: {} }), 'manager: Expected a plain value'],
    [
      'a login that is taken',
      profileOf('ADMIN'),
      'login: An object with this field already exists in the current organization',
    ],
  ])('is refused with %s', async (_name, profile, cause) => {
    const { status, body } = await callApi(sim, 'POST /api/v1/users', { profile })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      errorCode: 'E0000001',
      errorLink: 'E0000001',
      errorId: expect.stringMatching(/^oae/),
    })
    expect(body.errorSummary).toBe(`Api validation failed: ${cause.split(':')[0]}`)
    expect(body.errorCauses).toContainEqual({ errorSummary: cause })
  })

  test('with nextLogin wants a password and activation', async () => {
    const profile = profileOf(nextName())
    const path = 'POST /api/v1/users?nextLogin=changePassword'
    expect((await callApi(sim, path, { profile })).body.errorCode).toBe('E0000124')
    expect((await callApi(sim, `${path}&activate=false`, { profile })).body.errorCode).toBe('E0000125')
    const created = await callApi(sim, path, {
      profile,
      credentials: { password: { value: 'correct horse' } },
    })
    expect(created.body.status).toBe('PASSWORD_EXPIRED')
  })

  test('into groups records the memberships', async () => {
    const group = sim.org.createGroup({ name: 'Newcomers' })
    const before = sim.org.events.length
    const { body } = await callApi(sim, 'POST /api/v1/users', {
      profile: profileOf(nextName()),
      groupIds: [group.id],
    })
    const recorded = sim.org.events.slice(before)
    expect(recorded.map(({ eventType }) => eventType)).toEqual([
      'user.lifecycle.create',
      'user.lifecycle.activate',
      'group.user_membership.add',
    ])
    expect(recorded[2]?.target?.map(({ id }) => id)).toEqual([body.id, group.id])
    const unknown = await callApi(sim, 'POST /api/v1/users', {
      profile: profileOf(nextName()),
      groupIds: ['00gX'],
    })
    expect(unknown.status).toBe(404)
  })
})

describe('changing a user', () => {
  test('POST merges, PUT replaces, and only real changes are recorded', async () => {
    const id = await userIn('ACTIVE')
    const profile = { ...sim.org.findUser(id)?.profile }
    await callApi(sim, `POST /api/v1/users/${id}`, { profile: { department: 'Finance', title: 'Clerk' } })
    expect(sim.org.events.at(-1)).toMatchObject({
      eventType: 'user.account.update_profile',
      target: [{ id, changeDetails: { from: { department: null }, to: { department: 'Finance' } } }],
      debugContext: { debugData: { changedAttributes: 'department,title' } },
    })
    const count = sim.org.events.length
    await callApi(sim, `POST /api/v1/users/${id}`, { profile: { department: 'Finance' } })
    expect(sim.org.events).toHaveLength(count)
    const replaced = await callApi(sim, `PUT /api/v1/users/${id}`, { profile })
    expect(replaced.body.profile.department).toBeUndefined()
  })

  test('honours If-Match', async () => {
    const id = await userIn('ACTIVE')
    const etag = (await callApi(sim, `GET /api/v1/users/${id}`)).headers.get('ETag') ?? ''
    const change = (department: string) =>
      fetch(`${sim.url}/api/v1/users/${id}`, {
        method: 'POST',
        headers: { Authorization: `SSWS ${sim.apiToken}`, 'If-Match': etag },
        body: JSON.stringify({ profile: { department } }),
      })
    expect((await change('A')).status).toBe(200)
    expect((await change('B')).status).toBe(412)
  })

  test('deletes in two steps', async () => {
    const id = await userIn('ACTIVE')
    expect((await callApi(sim, `DELETE /api/v1/users/${id}`)).status).toBe(204)
    expect(sim.org.findUser(id)?.status).toBe('DEPROVISIONED')
    expect((await callApi(sim, `DELETE /api/v1/users/${id}`)).status).toBe(204)
    expect((await callApi(sim, `DELETE /api/v1/users/${id}`)).body.errorCode).toBe('E0000007')
  })

  test('deactivation takes away apps and sessions', async () => {
    const id = await userIn('ACTIVE')
    const app = sim.org.createApp({ name: 'slack', label: 'Slack', signOnMode: 'SAML_2_0' })
    await callApi(sim, `POST /api/v1/apps/${app.id}/users`, { id })
    const session = sim.org.signIn(id)
    expect((await callApi(sim, `GET /api/v1/sessions/${session.id}`)).body.userId).toBe(id)
    await lifecycle(id, 'deactivate')
    expect((await callApi(sim, `GET /api/v1/sessions/${session.id}`)).status).toBe(404)
    expect((await callApi(sim, `GET /api/v1/apps/${app.id}/users`)).body).toEqual([])
    expect(sim.org.events.at(-1)?.eventType).toBe('application.user_membership.remove')
    expect((await callApi(sim, `POST /api/v1/apps/${app.id}/users`, { id })).body.errorCode).toBe('E0000117')
  })

  test('suspension keeps sessions until they are cleared', async () => {
    const id = await userIn('ACTIVE')
    const session = sim.org.signIn(id)
    await lifecycle(id, 'suspend')
    expect((await callApi(sim, `GET /api/v1/sessions/${session.id}`)).status).toBe(200)
    expect((await callApi(sim, `DELETE /api/v1/users/${id}/sessions`)).status).toBe(204)
    expect((await callApi(sim, `GET /api/v1/sessions/${session.id}`)).status).toBe(404)
    expect(sim.org.events.at(-1)).toMatchObject({ eventType: 'user.session.clear', target: [{ id }] })
  })

  test('adding a member again changes and records nothing', async () => {
    const userId = await userIn('ACTIVE')
    const { id: groupId } = sim.org.createGroup({ name: 'Once' })
    const path = `/api/v1/groups/${groupId}/users/${userId}`
    const before = sim.org.events.length
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE'])
      expect((await callApi(sim, `${method} ${path}`)).status).toBe(204)
    expect(sim.org.events.slice(before).map(({ eventType }) => eventType)).toEqual([
      'group.user_membership.add',
      'group.user_membership.remove',
    ])
    const everyone = (await callApi(sim, 'GET /api/v1/groups?q=every')).body[0]
    expect((await callApi(sim, `PUT /api/v1/groups/${everyone.id}/users/${userId}`)).status).toBe(403)
  })
})
