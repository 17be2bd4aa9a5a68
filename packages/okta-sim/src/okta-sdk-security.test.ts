import { Client } from '@okta/okta-sdk-nodejs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { timedCode } from './org/factors.ts'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'

let sim: OktaSim
let client: Client
let linId: string

beforeAll(async () => {
  sim = await startOktaSim({ seed: true })
  client = new Client({ orgUrl: sim.url, token: sim.apiToken, cacheMiddleware: null })
  linId = sim.org.findUser('lin.zhao')?.id ?? ''
})
afterAll(() => sim.close())

async function collect<T>(items: AsyncIterable<T | null>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) if (item) found.push(item)
  return found
}

describe("Okta's own SDK", () => {
  test('fills a group by a rule', async () => {
    const group = await client.groupApi.createGroup({ group: { profile: { name: 'Everyone in Sales' } } })
    const groupId = group.id ?? ''
    const rule = await client.groupApi.createGroupRule({
      groupRule: {
        type: 'group_rule',
        name: 'Sales',
        conditions: { expression: { type: 'urn:okta:expression:1.0', value: 'user.department=="Sales"' } },
        actions: { assignUserToGroups: { groupIds: [groupId] } },
      },
    })
    const ruleId = rule.id ?? ''
    await client.groupApi.activateGroupRule({ ruleId })
    const members = await collect(await client.groupApi.listGroupUsers({ groupId }))
    expect(members.map(({ profile }) => profile?.firstName)).toEqual(expect.arrayContaining(['Emma', 'Noah']))
    sim.org.changeProfile('noah.williams', { department: 'Finance' })
    const rest = await collect(await client.groupApi.listGroupUsers({ groupId }))
    expect(rest).toHaveLength(members.length - 1)
    await client.groupApi.deactivateGroupRule({ ruleId })
    await client.groupApi.deleteGroupRule({ ruleId, removeUsers: true })
    expect(await collect(await client.groupApi.listGroupUsers({ groupId }))).toEqual([])
  })

  test('installs, switches off and deletes an app', async () => {
    const bookmark = { url: 'https://wiki.acme.test', requestIntegration: false }
    const application = {
      name: 'bookmark',
      label: 'Wiki',
      signOnMode: 'BOOKMARK',
      settings: { app: bookmark },
    } as const
    const app = await client.applicationApi.createApplication({ application })
    const appId = app.id ?? ''
    expect(app).toMatchObject({ label: 'Wiki', status: 'ACTIVE' })
    await expect(client.applicationApi.deleteApplication({ appId })).rejects.toMatchObject({ status: 403 })
    await client.applicationApi.deactivateApplication({ appId })
    await client.applicationApi.deleteApplication({ appId })
    await expect(client.applicationApi.getApplication({ appId })).rejects.toMatchObject({ status: 404 })
  })

  test('narrows an admin role to a group', async () => {
    const assignRoleRequest = { type: 'USER_ADMIN' } as const
    const role = await client.roleAssignmentApi.assignRoleToUser({ userId: linId, assignRoleRequest })
    const roleId = String(role.id)
    const groupId = sim.org.findGroup('Sales')?.id ?? ''
    await client.roleTargetApi.assignGroupTargetToUserRole({ userId: linId, roleId, groupId })
    const targets = await collect(
      await client.roleTargetApi.listGroupTargetsForRole({ userId: linId, roleId }),
    )
    expect(targets.map(({ profile }) => profile?.name)).toEqual(['Sales'])
    await client.roleAssignmentApi.unassignRoleFromUser({ userId: linId, roleId })
  })

  test('enrols Google Authenticator with the code of its secret', async () => {
    const body = { factorType: 'token:software:totp', provider: 'GOOGLE' } as const
    const factor = await client.userFactorApi.enrollFactor({ userId: linId, body })
    const secret = String(Object(factor._embedded?.['activation']).sharedSecret)
    const factorId = factor.id ?? ''
    const activated = await client.userFactorApi.activateFactor({
      userId: linId,
      factorId,
      body: { passCode: timedCode(secret, Date.now()) },
    })
    expect(activated).toMatchObject({ status: 'ACTIVE' })
    await client.userFactorApi.unenrollFactor({ userId: linId, factorId })
    expect(await collect(await client.userFactorApi.listFactors({ userId: linId }))).toEqual([])
  })

  test('adds an address to a network zone by reading and replacing it', async () => {
    const office = { type: 'CIDR', value: '203.0.113.0/24' }
    const zone = { type: 'IP', name: 'Office', gateways: [office] } as const
    const made = await client.networkZoneApi.createNetworkZone({ zone })
    const zoneId = made.id ?? ''
    const wider = { ...zone, gateways: [office, { type: 'CIDR', value: '198.51.100.7/32' }] }
    await client.networkZoneApi.replaceNetworkZone({ zoneId, zone: wider })
    expect(await client.networkZoneApi.getNetworkZone({ zoneId })).toMatchObject({ gateways: wider.gateways })
    await expect(client.networkZoneApi.deleteNetworkZone({ zoneId })).rejects.toMatchObject({ status: 400 })
    await client.networkZoneApi.deactivateNetworkZone({ zoneId })
    await client.networkZoneApi.deleteNetworkZone({ zoneId })
  })

  test('makes a policy with a rule, and keeps the default one last', async () => {
    const policy = await client.policyApi.createPolicy({ policy: { type: 'PASSWORD', name: 'Strong' } })
    const policyId = policy.id ?? ''
    const all = await collect(await client.policyApi.listPolicies({ type: 'PASSWORD' }))
    expect(all.map(({ name, priority }) => [name, priority])).toEqual([
      ['Strong', 1],
      ['Default Policy', 2],
    ])
    const rule = await client.policyApi.createPolicyRule({
      policyId,
      policyRule: { type: 'PASSWORD', name: 'Change' },
    })
    await client.policyApi.deactivatePolicyRule({ policyId, ruleId: rule.id ?? '' })
    const rules = await collect(await client.policyApi.listPolicyRules({ policyId }))
    expect(rules.map(({ status }) => status)).toEqual(['INACTIVE'])
    await client.policyApi.deletePolicy({ policyId })
  })

  test('suspends a device', async () => {
    const { id: deviceId } = sim.org.enrolDevice('lin.zhao', { displayName: 'Phone', platform: 'IOS' })
    await client.deviceApi.suspendDevice({ deviceId })
    expect((await client.deviceApi.getDevice({ deviceId })).status).toBe('SUSPENDED')
    const users = await collect(await client.deviceApi.listDeviceUsers({ deviceId }))
    expect(users.map(({ user }) => user?.id)).toEqual([linId])
  })
})
