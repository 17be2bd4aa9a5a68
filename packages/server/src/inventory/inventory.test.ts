import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { inventory } from '@keyway/api'
import type { DatabaseConfig } from '../db/database.ts'
import { createDirectories } from '../testing/directories.ts'
import { startEngines, type EngineKind } from '../testing/engines.ts'
import { openInventoryWorld, type InventoryWorld } from '../testing/inventory-world.ts'
import { until } from '../testing/okta-world.ts'

const engines = startEngines()
const directories = createDirectories()
const worlds: InventoryWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})
afterAll(() => directories.remove())

async function newStore(kind: EngineKind): Promise<DatabaseConfig & { dataDirectory: string }> {
  const config = await engines.create(kind)
  return { ...config, dataDirectory: config.kind === 'sqlite' ? config.directory : directories.create() }
}

async function open(
  kind: EngineKind,
  options: Parameters<typeof openInventoryWorld>[1] = {},
): Promise<InventoryWorld> {
  const world = await openInventoryWorld(await newStore(kind), options)
  worlds.push(world)
  return world
}

/** Walking an org takes some seconds on a busy machine. */
const options = { timeout: 90_000 }

describe.each(engines.kinds)('the inventory on %s', options, (kind) => {
  test('holds everything that the org has, and says so', async () => {
    const world = await open(kind, { seed: true })
    await world.walked()
    const { kinds, status, message, org } = await world.state()
    const counts = Object.fromEntries(kinds.map((one) => [one.kind, one.count]))
    expect(org).toBe(new URL(world.sim.url).host)
    expect({ status, message }).toEqual({ status: 'complete', message: 'complete, 26 users' })
    expect(counts).toMatchObject({ user: 26, admin: 3, user_role: 3, api_token: 1, zone: 2 })
    for (const some of ['group', 'app', 'group_member', 'app_user', 'policy', 'policy_rule'])
      expect([some, (counts[some] ?? 0) > 0]).toEqual([some, true])
    // What the org lacks is no error of the inventory.
    expect(kinds.filter((one) => one.status !== 'complete' && one.status !== 'unavailable')).toEqual([])
    const [user] = await world.ids('user')
    const params = { org, kind: 'user', objectId: user ?? '' }
    const found = await world.call(inventory.getObject, { params })
    expect(found).toMatchObject({ deletedAt: null, versions: [], body: { id: user } })
    expect(JSON.stringify(found.body)).not.toContain('_links')
  })

  test('is as new as the events', async () => {
    const world = await open(kind, { seed: true })
    const { org: sim } = world.sim
    await world.walked()
    await world.readLog('fast')
    const { org } = await world.state()
    const profile = { firstName: 'Ada', lastName: 'Byron', login: 'ada@acme.test', email: 'ada@acme.test' }
    const ada = sim.createUser({ profile })
    const group = sim.createGroup({ name: 'Analysts' })
    sim.addMember({ groupId: group.id, userId: ada.id })
    const has = (what: string, id: string) => async () => (await world.ids(what)).includes(id)
    const lacks = (what: string, id: string) => async () => !(await world.ids(what)).includes(id)
    await until('the user is known', has('user', ada.id))
    await until('the group is known', has('group', group.id))
    await until('the membership is known', has('group_member', `${group.id}/${ada.id}`))
    sim.changeProfile(ada.id, { lastName: 'Lovelace' })
    const params = { org, kind: 'user', objectId: ada.id }
    const versions = async () => (await world.call(inventory.getObject, { params })).versions
    await until('the change is a version', async () =>
      (await versions()).some(({ what }) => what === 'updated'),
    )
    const [latest] = await versions()
    expect(latest).toMatchObject({
      what: 'updated',
      fields: [{ path: 'profile.lastName', from: 'Byron', to: 'Lovelace' }],
      actor: { id: expect.any(String) },
      eventId: expect.any(String),
      before: { profile: { lastName: 'Byron' } },
    })
    sim.removeMember({ groupId: group.id, userId: ada.id })
    await until('the membership is over', lacks('group_member', `${group.id}/${ada.id}`))
    await world.okta('DELETE', `/api/v1/groups/${group.id}`)
    await until('the group is gone', lacks('group', group.id))
    const { delayMs } = await world.state()
    expect(delayMs?.count).toBeGreaterThan(2)
    const { items } = await world.call(inventory.listChanges, { query: { org, objectId: group.id } })
    expect(items.map(({ what }) => what)).toEqual(['deleted', 'created'])
  })

  test('goes on after a crash where it was', async () => {
    const fault = { kind: 'error', status: 503, path: '/api/v1/users', method: 'GET', after: 4 } as const
    const world = await open(kind, { seed: { users: 1_100 }, faults: [fault] })
    await until('some pages were read', async () => ((await world.kind('user')).walk?.seen ?? 0) >= 400)
    await until('it stands still', async () => (await world.kind('user')).status === 'failed')
    const before = (await world.kind('user')).walk
    await world.stop()
    await world.start()
    // It has not begun anew.
    await until(
      'it was tried again',
      async () => ((await world.kind('user')).error?.at ?? 0) > Date.now() - 5_000,
    )
    expect((await world.kind('user')).walk).toEqual(before)
    world.sim.faults.clear()
    const { org } = await world.state()
    await world.call(inventory.syncInventory, { params: { org }, body: { kinds: ['user'] } })
    await until('the users were walked', async () => (await world.kind('user')).completedAt !== null)
    expect((await world.kind('user')).count).toBe(1_101)
  })

  test('never takes an empty, refused or suspiciously short list for a deletion', async () => {
    const world = await open(kind, { seed: true })
    const { org: sim } = world.sim
    const made = Array.from({ length: 40 }, (_, number) => sim.createGroup({ name: `Team ${number}` }))
    await world.walked()
    await world.readLog('never')
    const { org } = await world.state()
    const all = (await world.ids('group')).length
    // Suspicious: most of them are missing.
    for (const { id } of made.slice(0, 36)) await world.okta('DELETE', `/api/v1/groups/${id}`)
    await world.sync('group')
    expect(await world.kind('group')).toMatchObject({ status: 'held', held: { gone: 36, known: all } })
    expect(await world.ids('group')).toHaveLength(all)
    expect((await world.state()).message).toMatch(/Groups: a drop waits for confirmation/)
    await world.call(inventory.confirmDrop, { params: { org, kind: 'group' } })
    await until('they are gone', async () => (await world.ids('group')).length === all - 36)
    expect(await world.kind('group')).toMatchObject({ status: 'complete', held: null, count: all - 36 })
    // A single one is nothing special.
    await world.okta('DELETE', `/api/v1/groups/${made[36]?.id}`)
    await world.sync('group')
    expect(await world.ids('group')).toHaveLength(all - 37)
    // Refused: what was known stays, and the missing scope has a name.
    await world.narrowTo('okta.users.read')
    await world.sync('group', 'user')
    const refused = await world.kind('group')
    expect(refused).toMatchObject({ status: 'forbidden', scope: 'okta.groups.read' })
    expect(refused.completedAt).not.toBeNull()
    expect(await world.ids('group')).toHaveLength(all - 37)
    expect(await world.kind('user')).toMatchObject({ status: 'complete' })
    expect(await world.state()).toMatchObject({
      status: 'incomplete',
      message: expect.stringContaining('needs okta.groups.read'),
    })
  })

  test('an empty list deletes nothing, whatever was there', async () => {
    const world = await open(kind, { seed: false })
    const origin = { name: 'Intranet', origin: 'https://intranet.acme.test', scopes: [{ type: 'CORS' }] }
    const made = await world.okta('POST', '/api/v1/trustedOrigins', origin)
    await world.walked()
    await world.readLog('never')
    const [id] = await world.ids('trusted_origin')
    expect(made).toMatchObject({ id })
    await world.okta('DELETE', `/api/v1/trustedOrigins/${id}`)
    await world.sync('trusted_origin')
    expect(await world.kind('trusted_origin')).toMatchObject({ status: 'held', held: { gone: 1, found: 0 } })
    expect(await world.ids('trusted_origin')).toEqual([id])
  })
})
