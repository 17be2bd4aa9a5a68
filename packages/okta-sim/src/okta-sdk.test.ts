import { Client } from '@okta/okta-sdk-nodejs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import type { HookReceiver } from './testing/hook-receiver.ts'
import { startHookReceiver } from './testing/hook-receiver.ts'
import { newRsaKey } from './testing/oauth-client.ts'

let sim: OktaSim
let client: Client
let receiver: HookReceiver

beforeAll(async () => {
  sim = await startOktaSim({ seed: true, allowHttpHooks: true })
  receiver = await startHookReceiver()
  client = new Client({ orgUrl: sim.url, token: sim.apiToken, cacheMiddleware: null })
})
afterAll(async () => {
  await sim.close()
  await receiver.close()
})

async function collect<T>(items: AsyncIterable<T | null>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) if (item) found.push(item)
  return found
}

describe("Okta's own SDK", () => {
  test('creates, reads, changes, suspends and deletes a user', async () => {
    const created = await client.userApi.createUser({
      activate: true,
      body: {
        profile: { firstName: 'Ivy', lastName: 'Lane', email: 'ivy@acme.test', login: 'ivy@acme.test' },
        credentials: { password: { value: 'correct horse battery' } },
      },
    })
    expect(created).toMatchObject({ status: 'ACTIVE', profile: { login: 'ivy@acme.test' } })
    expect(created.id).toMatch(/^00u\w{17}$/)
    const id = created.id ?? ''

    await client.userApi.updateUser({ userId: id, user: { profile: { department: 'Finance' } } })
    const read = await client.userApi.getUser({ userId: 'ivy@acme.test' })
    expect(read.profile).toMatchObject({ firstName: 'Ivy', department: 'Finance' })

    await client.userApi.suspendUser({ userId: id })
    expect((await client.userApi.getUser({ userId: id })).status).toBe('SUSPENDED')
    await client.userApi.unsuspendUser({ userId: id })
    await client.userApi.revokeUserSessions({ userId: id })

    await client.userApi.deleteUser({ userId: id })
    expect((await client.userApi.getUser({ userId: id })).status).toBe('DEPROVISIONED')
    await client.userApi.deleteUser({ userId: id })
    await expect(client.userApi.getUser({ userId: id })).rejects.toMatchObject({
      status: 404,
      errorCode: 'E0000007',
    })
  })

  test('lists users over several pages, by search, filter and keyword', async () => {
    const all = await collect(await client.userApi.listUsers({ limit: 7 }))
    const logins = all.map(({ profile }) => profile?.login)
    // 25 people, less one who left, plus the administrator; and no one twice
    expect(new Set(logins).size).toBe(25)
    expect(logins).toHaveLength(25)
    expect(logins).not.toContain('ethan.brooks@acme.test')
    const finance = await collect(
      await client.userApi.listUsers({ search: 'profile.department eq "finance"' }),
    )
    expect(finance.map(({ profile }) => profile?.firstName)).toEqual(['Grace', 'Lin', 'Peter'])
    const gone = await collect(await client.userApi.listUsers({ filter: 'status eq "DEPROVISIONED"' }))
    expect(gone.map(({ profile }) => profile?.login)).toEqual(['ethan.brooks@acme.test'])
    expect(await collect(await client.userApi.listUsers({ q: 'ma' }))).toHaveLength(2)
  })

  test('manages groups and their members', async () => {
    const user = sim.org.findUser('lin.zhao@acme.test')
    const group = await client.groupApi.createGroup({ group: { profile: { name: 'Auditors' } } })
    const membership = { groupId: group.id ?? '', userId: user?.id ?? '' }
    await client.groupApi.assignUserToGroup(membership)
    const members = await collect(await client.groupApi.listGroupUsers({ groupId: membership.groupId }))
    expect(members.map(({ id }) => id)).toEqual([user?.id])
    const groups = await collect(await client.userApi.listUserGroups({ userId: membership.userId }))
    expect(groups.map(({ profile }) => profile?.name)).toEqual(['Everyone', 'Finance', 'Auditors'])
    await client.groupApi.unassignUserFromGroup(membership)
    await client.groupApi.deleteGroup({ groupId: membership.groupId })
    const search = 'profile.name sw "Aud"'
    expect(await collect(await client.groupApi.listGroups({ search }))).toEqual([])
  })

  test('lists apps and assigns a user', async () => {
    const apps = await collect(await client.applicationApi.listApplications())
    expect(apps.map(({ label }) => label)).toEqual(['Slack', 'GitHub', 'Salesforce', 'Payroll'])
    const appId = apps.find(({ label }) => label === 'Payroll')?.id ?? ''
    const userId = sim.org.findUser('yuki.sato@acme.test')?.id ?? ''
    await client.applicationApi.assignUserToApplication({ appId, appUser: { id: userId } })
    const again = client.applicationApi.assignUserToApplication({ appId, appUser: { id: userId } })
    await expect(again).rejects.toMatchObject({ status: 409, errorCode: 'E0000062' })
    await client.applicationApi.unassignUserFromApplication({ appId, userId })
  })

  test('creates, verifies, switches off and deletes an event hook', async () => {
    const hook = await client.eventHookApi.createEventHook({
      eventHook: {
        name: 'sdk',
        events: { type: 'EVENT_TYPE', items: ['user.lifecycle.suspend'] },
        channel: {
          type: 'HTTP',
          version: '1.0.0',
          config: { uri: receiver.url, authScheme: { type: 'HEADER', key: 'X-API-Key', value: 'secret' } },
        },
      },
    })
    expect(hook).toMatchObject({ status: 'ACTIVE', verificationStatus: 'UNVERIFIED' })
    const eventHookId = hook.id ?? ''
    expect(await client.eventHookApi.verifyEventHook({ eventHookId })).toMatchObject({
      verificationStatus: 'VERIFIED',
    })
    expect(await collect(await client.eventHookApi.listEventHooks())).toHaveLength(1)
    await expect(client.eventHookApi.deleteEventHook({ eventHookId })).rejects.toMatchObject({ status: 400 })
    await client.eventHookApi.deactivateEventHook({ eventHookId })
    await client.eventHookApi.deleteEventHook({ eventHookId })
  })

  test('reads the System Log', async () => {
    const user = sim.org.createUser({
      profile: { login: 'max@acme.test', email: 'max@acme.test', firstName: 'Max', lastName: 'Log' },
    })
    await client.userApi.suspendUser({ userId: user.id })
    const filter = `target.id eq "${user.id}" and eventType sw "user.lifecycle."`
    const until = new Date(Date.now() + 1000)
    const events = await collect(
      await client.systemLogApi.listLogEvents({ filter, limit: 1, until: until.toISOString() }),
    )
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'user.lifecycle.create',
      'user.lifecycle.activate',
      'user.lifecycle.suspend',
    ])
    expect(events[2]?.published).toBeInstanceOf(Date)
    expect(events[2]?.actor).toMatchObject({ type: 'User', alternateId: 'admin@acme.test' })
  })

  test('lists API tokens without their values', async () => {
    const tokens = await collect(await client.apiTokenApi.listApiTokens())
    expect(tokens).toMatchObject([{ name: 'automation', clientName: 'Okta API' }])
    expect(JSON.stringify(tokens)).not.toContain(sim.apiToken)
  })

  test.each([false, true])('signs in with a private key, DPoP %s', async (dpop) => {
    const key = newRsaKey('sdk-key')
    const { clientId } = sim.org.createServiceApp({
      label: 'SDK',
      scopes: ['okta.users.read'],
      keys: [key.jwk],
      roles: ['READ_ONLY_ADMIN'],
      dpop,
    })
    const oauth = new Client({
      orgUrl: sim.url,
      authorizationMode: 'PrivateKey',
      clientId,
      keyId: 'sdk-key',
      scopes: ['okta.users.read'],
      privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      cacheMiddleware: null,
    })
    expect((await oauth.userApi.getUser({ userId: 'ada.nwosu@acme.test' })).profile?.firstName).toBe('Ada')
    await expect(oauth.userApi.suspendUser({ userId: 'ada.nwosu@acme.test' })).rejects.toMatchObject({
      status: 403,
      errorCode: 'E0000006',
    })
  })

  test('gives and takes admin roles', async () => {
    const userId = sim.org.findUser('lin.zhao@acme.test')?.id ?? ''
    const api = client.roleAssignmentApi
    const role = await api.assignRoleToUser({ userId, assignRoleRequest: { type: 'HELP_DESK_ADMIN' } })
    expect(role).toMatchObject({ type: 'HELP_DESK_ADMIN', assignmentType: 'USER' })
    const roles = await collect(await api.listAssignedRolesForUser({ userId }))
    expect(roles).toMatchObject([{ type: 'HELP_DESK_ADMIN' }])
    await api.unassignRoleFromUser({ userId, roleId: String(role.id) })
    expect(await collect(await api.listAssignedRolesForUser({ userId }))).toEqual([])
  })

  test('enrols, activates and removes a factor', async () => {
    const userId = sim.org.findUser('lin.zhao@acme.test')?.id ?? ''
    const api = client.userFactorApi
    const body = { factorType: 'email', provider: 'OKTA', profile: { email: 'lin.zhao@acme.test' } } as const
    const factor = await api.enrollFactor({ userId, body, activate: true })
    expect(factor).toMatchObject({ factorType: 'email', status: 'ACTIVE' })
    expect(await collect(await api.listFactors({ userId }))).toHaveLength(1)
    await client.userApi.resetFactors({ userId })
    expect(await collect(await api.listFactors({ userId }))).toEqual([])
  })

  test('lists policies, zones and authenticators', async () => {
    const policies = await collect(await client.policyApi.listPolicies({ type: 'OKTA_SIGN_ON' }))
    expect(policies.map(({ name }) => name)).toEqual(['Default Policy'])
    const zones = await collect(await client.networkZoneApi.listNetworkZones())
    expect(zones.map(({ name }) => name)).toContain('BlockedIpZone')
    expect((await collect(await client.authenticatorApi.listAuthenticators())).length).toBeGreaterThan(3)
  })
})
