import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { connections, inventory, oktaSources } from '@keyway/api'
import type { DatabaseConfig } from '../db/database.ts'
import { createDirectories } from '../testing/directories.ts'
import { startEngines, type EngineKind } from '../testing/engines.ts'
import { openOktaWorld, until, type OktaWorld } from '../testing/okta-world.ts'

const engines = startEngines()
const directories = createDirectories()
const worlds: OktaWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})
afterAll(() => directories.remove())

type Store = DatabaseConfig & { dataDirectory: string }

async function newStore(kind: EngineKind): Promise<Store> {
  const config = await engines.create(kind)
  return { ...config, dataDirectory: config.kind === 'sqlite' ? config.directory : directories.create() }
}

async function open(store: Store, options: Parameters<typeof openOktaWorld>[1] = {}): Promise<OktaWorld> {
  const world = await openOktaWorld(store, { ...options, config: { inventory: 'on', ...options.config } })
  worlds.push(world)
  return world
}

async function state(world: OktaWorld) {
  const { items } = await world.call(inventory.listInventories)
  const [only] = items
  if (only === undefined) throw new Error('There is no inventory.')
  return only
}

async function kindOf(world: OktaWorld, id: string) {
  const found = (await state(world)).kinds.find(({ kind }) => kind === id)
  if (found === undefined) throw new Error(`There is no kind ${id}.`)
  return found
}

const isWalked = (world: OktaWorld) => async () =>
  (await state(world)).kinds.every(
    ({ completedAt, status }) => completedAt !== null || status === 'unavailable' || status === 'forbidden',
  )

async function walked(world: OktaWorld): Promise<void> {
  await until('everything was walked', isWalked(world), 60_000)
}

/** Walks a kind again and waits for the end. */
async function sync(world: OktaWorld, ...kinds: string[]): Promise<void> {
  const { org } = await state(world)
  const before = new Map((await state(world)).kinds.map((one) => [one.kind, one.dueAt]))
  await world.call(inventory.syncInventory, { params: { org }, body: { kinds } })
  await until('the walk is over', async () => {
    const now = (await state(world)).kinds.filter(({ kind }) => kinds.includes(kind))
    return now.every(
      ({ kind, dueAt, walk }) => walk === null && dueAt > Date.now() && dueAt !== before.get(kind),
    )
  })
}

async function ids(world: OktaWorld, kind: string): Promise<string[]> {
  const { org } = await state(world)
  const { items } = await world.call(inventory.listObjects, { params: { org, kind }, query: { limit: 200 } })
  return items.map(({ objectId }) => objectId)
}

/** Without events, so that only walks find what changed. */
async function readNoLog(world: OktaWorld): Promise<void> {
  const { org } = await world.source()
  await world.call(oktaSources.updateOktaSource, { params: { org }, body: { settings: { isOn: false } } })
}

async function readLogFast(world: OktaWorld): Promise<void> {
  const { org } = await world.source()
  const settings = { pollSeconds: 1, reconcileSeconds: 1, sweepEverySeconds: 0 }
  await world.call(oktaSources.updateOktaSource, { params: { org }, body: { settings } })
  await until('the log is read', async () => (await world.source()).log.state === 'caught_up')
}

async function okta(world: OktaWorld, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${world.sim.url}${path}`, {
    method,
    headers: { authorization: `SSWS ${world.sim.apiToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect([`${method} ${path}`, answer.ok]).toEqual([`${method} ${path}`, true])
  return answer.status === 204 ? undefined : answer.json()
}

describe.each(engines.kinds)('the inventory on %s', (kind) => {
  test('holds everything that the org has, and says so', async () => {
    const world = await open(await newStore(kind), { seed: true })
    await walked(world)
    const { kinds, status, message, org } = await state(world)
    const counts = Object.fromEntries(kinds.map((one) => [one.kind, one.count]))
    expect(org).toBe(new URL(world.sim.url).host)
    expect({ status, message }).toEqual({ status: 'complete', message: 'complete, 26 users' })
    expect(counts).toMatchObject({ user: 26, admin: 3, user_role: 3, api_token: 1, zone: 2 })
    for (const some of ['group', 'app', 'group_member', 'app_user', 'policy', 'policy_rule'])
      expect([some, (counts[some] ?? 0) > 0]).toEqual([some, true])
    // What the org lacks is no error of the inventory.
    expect(kinds.filter((one) => one.status !== 'complete' && one.status !== 'unavailable')).toEqual([])
    const [user] = await ids(world, 'user')
    const found = await world.call(inventory.getObject, {
      params: { org, kind: 'user', objectId: user ?? '' },
    })
    expect(found).toMatchObject({ deletedAt: null, versions: [], body: { id: user } })
    expect(JSON.stringify(found.body)).not.toContain('_links')
  })

  test('is as new as the events: users, groups, memberships, assignments, and what a user uses', async () => {
    const world = await open(await newStore(kind), { seed: true })
    const { org: sim } = world.sim
    await walked(world)
    await readLogFast(world)
    const { org } = await state(world)
    const ada = sim.createUser({
      profile: { firstName: 'Ada', lastName: 'Byron', login: 'ada@acme.test', email: 'ada@acme.test' },
    })
    const group = sim.createGroup({ name: 'Analysts' })
    sim.addMember({ groupId: group.id, userId: ada.id })
    await until('the user is known', async () => (await ids(world, 'user')).includes(ada.id))
    await until('the group is known', async () => (await ids(world, 'group')).includes(group.id))
    await until('the membership is known', async () =>
      (await ids(world, 'group_member')).includes(`${group.id}/${ada.id}`),
    )
    sim.changeProfile(ada.id, { lastName: 'Lovelace' })
    const versions = async () =>
      (await world.call(inventory.getObject, { params: { org, kind: 'user', objectId: ada.id } })).versions
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
    await until(
      'the membership is over',
      async () => !(await ids(world, 'group_member')).includes(`${group.id}/${ada.id}`),
    )
    await okta(world, 'DELETE', `/api/v1/groups/${group.id}`)
    await until('the group is gone', async () => !(await ids(world, 'group')).includes(group.id))
    const { delayMs } = await state(world)
    expect(delayMs?.count).toBeGreaterThan(2)
    expect(delayMs?.p95).toBeLessThanOrEqual(30_000)
    const { items } = await world.call(inventory.listChanges, { query: { org, objectId: group.id } })
    expect(items.map(({ what }) => what)).toEqual(['deleted', 'created'])
  })

  test('goes on after a crash where it was', async () => {
    const store = await newStore(kind)
    const fault = { kind: 'error', status: 503, path: '/api/v1/users', method: 'GET', after: 4 } as const
    const world = await open(store, { seed: { users: 1_100 }, faults: [fault] })
    await until('some pages were read', async () => ((await kindOf(world, 'user')).walk?.seen ?? 0) >= 400)
    await until('it stands still', async () => (await kindOf(world, 'user')).status === 'failed')
    const before = (await kindOf(world, 'user')).walk
    await world.stop()
    world.sim.faults.clear()
    await world.start()
    await world.call(inventory.syncInventory, {
      params: { org: (await state(world)).org },
      body: { kinds: ['user'] },
    })
    await until('the users were walked', async () => (await kindOf(world, 'user')).completedAt !== null)
    const { count, completedAt } = await kindOf(world, 'user')
    expect(count).toBe(1_101)
    expect(before?.begunAt).toBeLessThan(completedAt ?? 0)
    const calls = (await okta(world, 'GET', '/api/v1/users?limit=1')) as unknown[]
    expect(calls).toHaveLength(1)
  })

  test('never takes an empty, refused or suspiciously short list for a deletion', async () => {
    const world = await open(await newStore(kind), { seed: true })
    const { org: sim } = world.sim
    const made = Array.from({ length: 40 }, (_, number) => sim.createGroup({ name: `Team ${number}` }))
    await walked(world)
    await readNoLog(world)
    const all = (await ids(world, 'group')).length
    // Suspicious: most of them are missing.
    for (const { id } of made.slice(0, 36)) await okta(world, 'DELETE', `/api/v1/groups/${id}`)
    await sync(world, 'group')
    const held = await kindOf(world, 'group')
    expect(held).toMatchObject({ status: 'held', held: { gone: 36, known: all } })
    expect(await ids(world, 'group')).toHaveLength(all)
    expect((await state(world)).message).toMatch(/Groups: a drop waits for confirmation/)
    const { org } = await state(world)
    await world.call(inventory.confirmDrop, { params: { org, kind: 'group' } })
    await until('they are gone', async () => (await ids(world, 'group')).length === all - 36)
    expect(await kindOf(world, 'group')).toMatchObject({ status: 'complete', held: null, count: all - 36 })
    // A single one is nothing special.
    await okta(world, 'DELETE', `/api/v1/groups/${made[36]?.id}`)
    await sync(world, 'group')
    expect(await ids(world, 'group')).toHaveLength(all - 37)
    // Refused: what was known stays, and the missing scope has a name.
    const { clientId, clientSecret } = sim.createServiceApp({ label: 'Keyway', scopes: ['okta.users.read'] })
    const values = {
      domain: world.sim.url,
      signIn: 'client_secret',
      clientId,
      clientSecret: clientSecret ?? '',
      scopes: 'okta.users.read',
    }
    await world.call(connections.createConnection, { body: { name: 'narrow', connector: 'okta', values } })
    await world.call(connections.deleteConnection, { params: { connectionId: world.connectionId } })
    await until('the other one is used', async () => (await state(world)).connections[0]?.name === 'narrow')
    await sync(world, 'group', 'user')
    const refused = await kindOf(world, 'group')
    expect(refused).toMatchObject({ status: 'forbidden', scope: 'okta.groups.read' })
    expect(refused.completedAt).not.toBeNull()
    expect(await ids(world, 'group')).toHaveLength(all - 37)
    expect(await kindOf(world, 'user')).toMatchObject({ status: 'complete' })
    expect(await state(world)).toMatchObject({
      status: 'incomplete',
      message: expect.stringContaining('needs okta.groups.read'),
    })
  })
})
