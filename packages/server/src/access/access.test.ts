import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { access } from '@keyway/api'
import { createDirectories } from '../testing/directories.ts'
import { startEngines } from '../testing/engines.ts'
import { openInventoryWorld, type InventoryWorld } from '../testing/inventory-world.ts'
import { until } from '../testing/okta-world.ts'

const engines = startEngines()
const directories = createDirectories()
const worlds: InventoryWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})
afterAll(() => directories.remove())

/** Walking an org takes some seconds on a busy machine. */
const options = { timeout: 90_000 }

describe.each(engines.kinds)('who can reach what, on %s', options, (kind) => {
  test('every way to an app, a role, and what would be lost', async () => {
    const config = await engines.create(kind)
    const dataDirectory = config.kind === 'sqlite' ? config.directory : directories.create()
    const world = await openInventoryWorld({ ...config, dataDirectory }, { seed: false })
    worlds.push(world)
    const { org: sim } = world.sim
    const person = (firstName: string, department: string) =>
      sim.createUser({
        profile: {
          firstName,
          lastName: 'Test',
          login: `${firstName.toLowerCase()}@acme.test`,
          email: `${firstName.toLowerCase()}@acme.test`,
          department,
        },
      })
    const [ada, bob] = [person('Ada', 'Finance'), person('Bob', 'Sales')]
    const [finance, payroll, desk] = ['Finance', 'Payroll', 'Help desk'].map((name) =>
      sim.createGroup({ name }),
    )
    if (finance === undefined || payroll === undefined || desk === undefined)
      throw new Error('There are three.')
    const rule = (await world.okta('POST', '/api/v1/groups/rules', {
      type: 'group_rule',
      name: 'Finance staff',
      conditions: {
        expression: { type: 'urn:okta:expression:1.0', value: 'user.department=="Finance"' },
        people: { users: { exclude: [] }, groups: { exclude: [] } },
      },
      actions: { assignUserToGroups: { groupIds: [finance.id] } },
    })) as { id: string }
    await world.okta('POST', `/api/v1/groups/rules/${rule.id}/lifecycle/activate`)
    for (const group of [payroll, desk]) sim.addMember({ groupId: group.id, userId: ada.id })
    const app = (label: string) => sim.createApp({ name: label.toLowerCase(), label, signOnMode: 'SAML_2_0' })
    const [bank, books, wiki] = [app('Bank'), app('Books'), app('Wiki')]
    await world.okta('PUT', `/api/v1/apps/${bank.id}/groups/${finance.id}`, {})
    await world.okta('PUT', `/api/v1/apps/${bank.id}/groups/${payroll.id}`, {})
    await world.okta('PUT', `/api/v1/apps/${books.id}/groups/${payroll.id}`, {})
    sim.assignApp({ appId: wiki.id, userId: ada.id })
    sim.assignApp({ appId: bank.id, userId: bob.id })
    await world.okta('POST', `/api/v1/groups/${desk.id}/roles`, { type: 'HELP_DESK_ADMIN' })
    const custom = (await world.okta('POST', '/api/v1/iam/roles', {
      label: 'Resetter',
      description: 'Resets',
      permissions: ['okta.users.credentials.resetPassword'],
    })) as { id: string }
    const set = (await world.okta('POST', '/api/v1/iam/resource-sets', {
      label: 'Finance people',
      description: 'People of finance',
      resources: [`${world.sim.url}/api/v1/groups/${finance.id}/users`],
    })) as { id: string }
    await world.okta('POST', `/api/v1/iam/resource-sets/${set.id}/bindings`, {
      role: custom.id,
      members: [`${world.sim.url}/api/v1/users/${ada.id}`],
    })
    await world.walked()
    await world.readLog('fast')
    sim.emit({
      eventType: 'user.authentication.sso',
      actor: { id: ada.id, type: 'User', alternateId: 'ada@acme.test', displayName: 'Ada Test' },
      target: [{ id: bank.id, type: 'AppInstance', alternateId: 'Bank', displayName: 'Bank' }],
    })
    const { org } = await world.state()
    const params = { org, userId: ada.id }
    const view = () => world.call(access.getPerson, { params })
    await until('the use is known', async () =>
      (await view()).apps.some(({ id, lastUse }) => id === bank.id && lastUse.state === 'used'),
    )
    await until('that the rest is not used is known', async () =>
      (await view()).apps.some(({ label, lastUse }) => label === 'Wiki' && lastUse.state === 'not-since'),
    )
    const found = await view()
    const ways = Object.fromEntries(
      found.apps.map(({ label, paths }) => [
        label,
        paths.map((path) => path.groupName ?? path.kind).toSorted(),
      ]),
    )
    expect(ways).toEqual({ Bank: ['Finance', 'Payroll'], Books: ['Payroll'], Wiki: ['direct'] })
    const origins = Object.fromEntries(found.groups.map(({ name, origin }) => [name, origin.kind]))
    expect(origins).toMatchObject({ Everyone: 'everyone', Finance: 'rule' })
    expect(found.groups.find(({ name }) => name === 'Finance')?.origin.rules).toEqual([
      { id: rule.id, name: 'Finance staff', isCertain: true },
    ])
    expect(
      found.rights.map(({ label, tier, path, resourceSet }) => [label, tier, path.groupName, resourceSet]),
    ).toEqual([
      ['Help Desk Administrator', 1, 'Help desk', null],
      ['Resetter', 1, null, 'Finance people'],
    ])
    expect(found.rights[1]).toMatchObject({
      permissions: ['okta.users.credentials.resetPassword'],
      reach: [{ type: 'contained_groups', id: finance.id }],
    })

    const lose = async (body: { isDeactivated?: boolean; groupIds?: string[]; appIds?: string[] }) => {
      const { apps, rights } = await world.call(access.findLosses, { params, body })
      return [...apps, ...rights].map(({ label }) => label)
    }
    expect(await lose({ groupIds: [finance.id] })).toEqual([])
    expect(await lose({ groupIds: [payroll.id] })).toEqual(['Books'])
    expect(await lose({ groupIds: [payroll.id, finance.id, desk.id] })).toEqual([
      'Bank',
      'Books',
      'Help Desk Administrator',
    ])
    expect(await lose({ appIds: [wiki.id] })).toEqual(['Wiki'])
    expect(await lose({ isDeactivated: true })).toHaveLength(5)

    const reachers = await world.call(access.listReachers, { params: { org, appId: bank.id } })
    const who = Object.fromEntries(
      reachers.items.map(({ name, paths }) => [
        name,
        paths.map((path) => path.groupName ?? path.kind).toSorted(),
      ]),
    )
    expect(who).toEqual({ 'Ada Test': ['Finance', 'Payroll'], 'Bob Test': ['direct'] })
    const pages = await world.call(access.listReachers, {
      params: { org, appId: bank.id },
      query: { limit: 1 },
    })
    const second = await world.call(access.listReachers, {
      params: { org, appId: bank.id },
      query: { limit: 1, cursor: pages.next ?? '' },
    })
    expect([...pages.items, ...second.items].map(({ name }) => name).toSorted()).toEqual([
      'Ada Test',
      'Bob Test',
    ])
    const role = await world.call(access.getRole, { params: { org, roleId: 'HELP_DESK_ADMIN' } })
    expect(role.holders).toMatchObject([{ type: 'GROUP', name: 'Help desk', members: 1 }])
    const resetter = await world.call(access.getRole, { params: { org, roleId: custom.id } })
    expect(resetter).toMatchObject({
      tier: 1,
      holders: [{ type: 'USER', name: 'Ada Test', resourceSet: 'Finance people' }],
    })
    const { items: people } = await world.call(access.listPeople, { query: { org, search: 'test ADA' } })
    expect(people.map(({ name }) => name)).toEqual(['Ada Test'])
    const group = await world.call(access.getGroup, { params: { org, groupId: payroll.id } })
    expect(group).toMatchObject({ members: 1, apps: [{ label: 'Bank' }, { label: 'Books' }] })
  })
})
