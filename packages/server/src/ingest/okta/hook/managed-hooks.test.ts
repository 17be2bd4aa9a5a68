import { connections, flows, oktaHooks, oktaSources } from '@keyway/api'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDirectories } from '../../../testing/directories.ts'
import { openOktaWorld, until, type OktaWorld } from '../../../testing/okta-world.ts'

const directories = createDirectories()
let world: OktaWorld
let org: string
beforeEach(async () => {
  const directory = directories.create()
  world = await openOktaWorld({ kind: 'sqlite', directory, dataDirectory: directory })
  org = (await world.source()).org
})
afterEach(() => world.close())
afterAll(() => directories.remove())

const lock = 'user.account.lock'
const suspend = 'user.lifecycle.suspend'

interface SimHook {
  id: string
  name: string
  status: string
  verificationStatus: string
  events: { items: string[] }
  channel: { config: { uri: string; authScheme: { key: string } } }
}

/** Calls the org as its administrator does. */
async function admin<Answer = SimHook>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${world.sim.url}/api/v1/eventHooks${path}`, {
    method,
    headers: { authorization: `SSWS ${world.sim.apiToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return JSON.parse(text === '' ? 'null' : text)
}
const listed = (): Promise<SimHook[]> => admin<SimHook[]>('GET', '')
const only = async (): Promise<SimHook> => {
  const [hook, ...others] = await listed()
  if (hook === undefined || others.length > 0) throw new Error(`Expected one hook, found ${others.length}.`)
  return hook
}
const setUp = () => world.call(oktaSources.setUpHook, { params: { org } })
const step = (name: 'check' | 'test' | 'rotate') =>
  world.call(oktaSources.changeHook, { params: { org, step: name } })
const settings = (change: Partial<Awaited<ReturnType<OktaWorld['source']>>['settings']>) =>
  world.call(oktaSources.updateOktaSource, { params: { org }, body: { settings: change } })

test('makes one hook with the types of the flows that hooks deliver, and takes deliveries by it', async () => {
  const flow = await world.publish('Lock', { event: `okta.${lock}` })
  await world.publish('Bypass', { event: 'okta.user.mfa.attempt_bypass' })
  // A minute is longer than the test: what starts the flow came by the hook.
  await settings({ pollSeconds: 3600, reconcileSeconds: 3600 })
  const { hooks } = await setUp()
  const hook = await only()
  expect(hook).toMatchObject({ status: 'ACTIVE', verificationStatus: 'VERIFIED', events: { items: [lock] } })
  expect(hooks).toMatchObject([
    { oktaId: hook.id, status: 'ok', problems: [], types: [lock], url: hook.channel.config.uri },
  ])
  const { uuid } = world.sim.org.emit({ eventType: lock })
  await until('the flow has started', async () => (await world.started(flow)).length === 1)
  expect(await world.started(flow)).toEqual([uuid])
  expect((await world.source()).meter.types).toMatchObject([
    { type: lock, byHook: 1 },
    { type: 'user.mfa.attempt_bypass' },
  ])
  await expect(setUp()).rejects.toThrow('already')
  expect((await step('test')).hooks).toMatchObject([{ status: 'ok' }])
})

test('keeps the types in step with the flows that are on', async () => {
  const first = await world.publish('Lock', { event: `okta.${lock}` })
  await setUp()
  await world.publish('Suspend', { event: `okta.${suspend}` })
  await until('both are subscribed', async () => (await only()).events.items.length === 2)
  expect((await only()).events.items).toEqual([lock, suspend])
  await world.call(flows.switchFlow, { params: { flowId: first }, body: { isOn: false } })
  await until('one is left', async () => (await only()).events.items.length === 1)
  expect(await only()).toMatchObject({ events: { items: [suspend] }, verificationStatus: 'VERIFIED' })
})

describe('drift', () => {
  const ours = async (): Promise<SimHook> => {
    const hook = (await listed()).find(({ name }) => name === 'Keyway')
    if (hook === undefined) throw new Error('Our hook is gone.')
    return hook
  }
  const body = (hook: SimHook, change: { uri?: string; types?: string[] }) => ({
    name: hook.name,
    events: { type: 'EVENT_TYPE', items: change.types ?? hook.events.items },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri: change.uri ?? hook.channel.config.uri,
        authScheme: { type: 'HEADER', key: hook.channel.config.authScheme.key },
      },
    },
  })

  test.each<[string, (hook: SimHook) => Promise<unknown>, string]>([
    ['deactivated', ({ id }) => admin('POST', `/${id}/lifecycle/deactivate`), 'deactivated'],
    [
      'pointed elsewhere',
      (hook) => admin('PUT', `/${hook.id}`, body(hook, { uri: 'http://127.0.0.1:9/x' })),
      '127.0.0.1:9',
    ],
    [
      'given other types',
      (hook) => admin('PUT', `/${hook.id}`, body(hook, { types: [suspend] })),
      '1 missing, 1 added',
    ],
    [
      'deleted',
      async ({ id }) => {
        await admin('POST', `/${id}/lifecycle/deactivate`)
        await admin('DELETE', `/${id}`)
      },
      'deleted',
    ],
  ])('a hook that was %s is put right, and nothing else is touched', async (_name, change, said) => {
    const foreign = await admin('POST', '', {
      name: 'Not ours',
      events: { type: 'EVENT_TYPE', items: [suspend] },
      channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'http://127.0.0.1:9/other' } },
    })
    await world.publish('Lock', { event: `okta.${lock}` })
    await setUp()
    await change(await ours())
    const { hooks } = await step('check')
    expect(hooks).toMatchObject([
      { status: 'ok', problems: [], repaired: { what: expect.stringContaining(said) } },
    ])
    expect(await ours()).toMatchObject({
      status: 'ACTIVE',
      verificationStatus: 'VERIFIED',
      events: { items: [lock] },
      channel: { config: { uri: hooks[0]?.url } },
    })
    expect((await listed()).find(({ id }) => id === foreign.id)).toEqual(foreign)
  })

  test('is only reported where that is wished', async () => {
    await world.publish('Lock', { event: `okta.${lock}` })
    await setUp()
    await settings({ hookPolicy: 'report' })
    const { id } = await ours()
    await admin('POST', `/${id}/lifecycle/deactivate`)
    const { hooks } = await step('check')
    expect(hooks).toMatchObject([{ status: 'drifted', problems: [{ code: 'deactivated' }] }])
    expect(await ours()).toMatchObject({ status: 'INACTIVE' })
  })

  test('is noticed by the log at once', async () => {
    await world.publish('Lock', { event: `okta.${lock}` })
    await settings({ pollSeconds: 1, reconcileSeconds: 1 })
    await setUp()
    const { id } = await ours()
    await admin('POST', `/${id}/lifecycle/deactivate`)
    await until('it is on again', async () => (await ours()).status === 'ACTIVE')
  })
})

test('a new key under traffic loses nothing and doubles nothing', async () => {
  const flow = await world.publish('Lock', { event: `okta.${lock}` })
  await settings({ pollSeconds: 1, reconcileSeconds: 1 })
  await setUp()
  const emitted: string[] = []
  const traffic = setInterval(() => emitted.push(world.sim.org.emit({ eventType: lock }).uuid), 5)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const rotated = await step('rotate')
  await new Promise((resolve) => setTimeout(resolve, 300))
  await step('rotate')
  await new Promise((resolve) => setTimeout(resolve, 200))
  clearInterval(traffic)
  await world.sim.org.flush()
  expect(rotated.hooks).toMatchObject([{ status: 'ok', rotatedAt: expect.any(Number) }])
  await until('all have started', async () => (await world.started(flow)).length >= emitted.length, 30_000)
  expect((await world.started(flow)).toSorted()).toEqual(emitted.toSorted())
  const { items } = await world.call(oktaHooks.listOktaHooks)
  expect(items[0]?.refused).toBe(0)
}, 60_000)

test('more than 300 types part into two hooks, and come together again', async () => {
  const any = await world.publish('Any', { event: 'okta.event' })
  const { hooks } = await setUp()
  expect(hooks.map(({ status }) => status)).toEqual(['ok', 'ok'])
  const counts = (await listed()).map(({ events }) => events.items.length)
  expect(counts[0]).toBe(300)
  expect(counts[0] ?? 0).toBeLessThan(counts.reduce((sum, count) => sum + count, 0))
  await world.publish('Lock', { event: `okta.${lock}` })
  await world.call(flows.switchFlow, { params: { flowId: any }, body: { isOn: false } })
  await until('one is left', async () => (await listed()).length === 1)
  expect((await only()).events.items).toEqual([lock])
})

test('is not changed as one that was set up by hand', async () => {
  await world.publish('Lock', { event: `okta.${lock}` })
  const { hooks } = await setUp()
  const params = { hookId: hooks[0]?.hookId ?? '' }
  const change = world.call(oktaHooks.updateOktaHook, { params, body: { key: 'generate' } })
  await expect(change).rejects.toThrow('itself')
  await expect(world.call(oktaHooks.deleteOktaHook, { params })).rejects.toThrow('itself')
})

test('goes with its connection, in Okta too', async () => {
  const flow = await world.publish('Lock', { event: `okta.${lock}` })
  await setUp()
  await world.call(flows.bindConnections, { params: { flowId: flow }, body: { bindings: { org: null } } })
  await world.call(connections.deleteConnection, { params: { connectionId: world.connectionId } })
  expect(await listed()).toEqual([])
  expect((await world.call(oktaHooks.listOktaHooks)).items).toEqual([])
})

test('says why it does not work, by cause, and goes on when it does', async () => {
  await world.publish('Lock', { event: `okta.${lock}` })
  const clear = world.sim.faults.add({ kind: 'error', path: '/api/v1/eventHooks', method: 'GET' })
  expect((await setUp()).hooks).toMatchObject([{ status: 'failing', oktaId: null }])
  clear()
  expect((await step('check')).hooks).toMatchObject([{ status: 'ok', problems: [] }])
})

test('says that nothing answers at the public address', async () => {
  await world.close()
  const directory = directories.create()
  const config = { publicUrl: 'http://127.0.0.1:9' }
  world = await openOktaWorld({ kind: 'sqlite', directory, dataDirectory: directory }, { config })
  org = (await world.source()).org
  await world.publish('Lock', { event: `okta.${lock}` })
  const { hooks } = await setUp()
  expect(hooks).toMatchObject([{ status: 'failing', problems: [{ code: 'not_reachable' }] }])
  expect(hooks[0]?.problems[0]?.message).toContain('Nothing listens at the public address')
})
