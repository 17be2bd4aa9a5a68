import { connections, executions, flows, oktaSources } from '@keyway/api'
import type { Condition } from '@keyway/engine'
import { startOktaSim, type OktaSimOptions } from '@keyway/okta-sim'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createDirectories } from '../../../testing/directories.ts'
import { startEngines } from '../../../testing/engines.ts'
import { openOktaWorld, until, type OktaSourceView, type OktaWorld } from '../../../testing/okta-world.ts'

const engines = startEngines()
const directories = createDirectories()
const worlds: OktaWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})
afterAll(() => directories.remove())

const added = 'group.user_membership.add'
const lock = 'user.account.lock'
const isIn = (group: string) => `event.target.?[type eq 'UserGroup' && displayName eq '${group}'].size()>0`
const sales = isIn('Sales')
const finance = isIn('Finance')

interface SimHook {
  id: string
  verificationStatus: string
  events: { items: string[]; filter: { eventFilterMap: SimFilter[] } | null }
}
interface SimFilter {
  event: string
  condition: { expression: string }
}

interface Pushing {
  world: OktaWorld
  org: string
  settings: (change: Partial<OktaSourceView['settings']>) => Promise<OktaSourceView>
  check: () => Promise<OktaSourceView>
  publish: (name: string, when?: Condition, event?: string) => Promise<string>
  /** The filters as Okta has them. */
  inOkta: () => Promise<Record<string, string>>
  hook: () => Promise<SimHook>
  admin: (method: string, path: string, body: unknown) => Promise<unknown>
}

async function open(options: OktaSimOptions & { kind?: 'sqlite' | 'postgres' } = {}): Promise<Pushing> {
  const { kind = 'sqlite', ...simOptions } = options
  const config = await engines.create(kind)
  const dataDirectory = config.kind === 'sqlite' ? config.directory : directories.create()
  const world = await openOktaWorld({ ...config, dataDirectory }, simOptions)
  worlds.push(world)
  const { org } = await world.source()
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${world.sim.url}/api/v1/eventHooks${path}`, {
      method,
      headers: { authorization: `SSWS ${world.sim.apiToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(await response.text())
    const answer: Answer = JSON.parse(await response.text())
    return answer
  }
  const hook = async (): Promise<SimHook> => {
    const [only, ...others] = await call<SimHook[]>('GET', '')
    if (only === undefined || others.length > 0) throw new Error('Expected one hook.')
    return only
  }
  return {
    world,
    org,
    settings: (change) =>
      world.call(oktaSources.updateOktaSource, { params: { org }, body: { settings: change } }),
    check: () => world.call(oktaSources.changeHook, { params: { org, step: 'check' } }),
    publish: (name, when, event = `okta.${added}`) =>
      world.publish(name, { event, ...(when === undefined ? {} : { when }) }),
    inOkta: async () => {
      const { events } = await hook()
      const map = events.filter?.eventFilterMap ?? []
      return Object.fromEntries(map.map(({ event, condition }) => [event, condition.expression]))
    },
    hook,
    admin: call,
  }
}

const setUp = ({ world, org }: Pushing) => world.call(oktaSources.setUpHook, { params: { org } })
const join = (world: OktaWorld, group: string): string =>
  world.sim.org.emit({
    eventType: added,
    target: [
      { type: 'User', id: '00uAda', displayName: 'Ada' },
      { type: 'UserGroup', id: `00g${group}`, displayName: group },
    ],
  }).uuid
const delivered = ({ world }: Pushing): string[] =>
  world.sim.org.deliveries.flatMap(({ events }) => [...events])

describe.each(engines.kinds)('a filter that Okta tests, on %s', (kind) => {
  test('keeps back what no flow wants, which the log still finds and nothing starts', async () => {
    const pushing = await open({ kind })
    const { world } = pushing
    const flow = await pushing.publish('Sales only', { okta: sales })
    await pushing.settings({ pollSeconds: 1, reconcileSeconds: 1, pushFilters: true })
    const { hooks } = await setUp(pushing)
    expect(hooks).toMatchObject([
      { status: 'ok', filters: [{ type: added, expression: sales }], unfiltered: [], filtersRefused: null },
    ])
    expect(await pushing.inOkta()).toEqual({ [added]: sales })
    const wanted = join(world, 'Sales')
    join(world, 'Finance')
    await until('the log has brought both', async () => (await world.source()).meter.types[0]?.byLog === 2)
    await world.sim.org.flush()
    expect(delivered(pushing)).toEqual([wanted])
    expect(await world.started(flow)).toEqual([wanted])
    const { items } = await world.call(executions.listExecutions)
    expect(items).toHaveLength(1)
    const { meter } = await world.source()
    expect(meter).toMatchObject({ recovered: 0, total: 2 })
    expect(meter.types).toMatchObject([
      { type: added, byHook: 1, byLog: 2, both: 1, onlyLog: 0, filtered: 1, onlyHook: 0 },
    ])
    const metrics = await fetch(`${world.url()}/api/metrics`, {
      headers: { authorization: `Bearer ${world.token}` },
    })
    expect(await metrics.text()).toMatch(
      new RegExp(`keyway_okta_events\\{org="[^"]+",type="${added}",way="filtered"\\} 1\\n`),
    )
  }, 30_000)
})

test('what the filter lets through and the hook misses is still a gap', async () => {
  const pushing = await open()
  const { world } = pushing
  const flow = await pushing.publish('Sales only', { okta: sales })
  await pushing.settings({ pollSeconds: 1, reconcileSeconds: 1, pushFilters: true, hookPolicy: 'report' })
  await setUp(pushing)
  await pushing.admin('POST', `/${(await pushing.hook()).id}/lifecycle/deactivate`, {})
  const wanted = join(world, 'Sales')
  join(world, 'Finance')
  await until('the flow has started', async () => (await world.started(flow)).length === 1)
  expect(await world.started(flow)).toEqual([wanted])
  expect((await world.source()).meter).toMatchObject({ recovered: 1, total: 2 })
}, 30_000)

test('filters are pushed only where somebody chose it, and go when they do no more', async () => {
  const pushing = await open()
  await pushing.publish('Sales only', { okta: sales })
  expect((await setUp(pushing)).hooks).toMatchObject([{ filters: [], unfiltered: [] }])
  expect(await pushing.inOkta()).toEqual({})
  const on = await pushing.settings({ pushFilters: true })
  expect(on.hooks).toMatchObject([{ status: 'ok', filters: [{ type: added, expression: sales }] }])
  expect(await pushing.inOkta()).toEqual({ [added]: sales })
  expect(await pushing.hook()).toMatchObject({ verificationStatus: 'VERIFIED' })
  const off = await pushing.settings({ pushFilters: false })
  expect(off.hooks).toMatchObject([{ status: 'ok', filters: [], repaired: null }])
  expect(await pushing.inOkta()).toEqual({})
})

test('filters follow the flows: more of them are joined, and a flow without one opens its type', async () => {
  const pushing = await open()
  const { world } = pushing
  await pushing.publish('Sales', { okta: sales })
  await pushing.settings({ pushFilters: true })
  await setUp(pushing)
  await pushing.publish('Finance', {
    all: [{ okta: finance }, { field: 'severity', is: 'equal to', to: 'INFO' }],
  })
  await pushing.publish('Locks', { okta: "event.actor.type eq 'User'" }, `okta.${lock}`)
  const both = `(${finance}) || (${sales})`
  await until('both flows are in it', async () => (await pushing.inOkta())[added] === both)
  await until('the other type, too', async () => (await pushing.inOkta())[lock] !== undefined)
  const every = await pushing.publish('Every group')
  await until('the type is open', async () => (await pushing.inOkta())[added] === undefined)
  expect((await world.source()).hooks).toMatchObject([
    {
      filters: [{ type: lock }],
      unfiltered: [{ type: added, why: 'flow_without_filter', flows: ['Every group'] }],
    },
  ])
  await world.call(flows.switchFlow, { params: { flowId: every }, body: { isOn: false } })
  await until('it is filtered again', async () => (await pushing.inOkta())[added] === both)
}, 30_000)

describe('drift', () => {
  const changeFilter = async ({ admin, hook }: Pushing, filter: unknown): Promise<unknown> => {
    const { id, events, ...rest } = await hook()
    return admin('PUT', `/${id}`, { ...rest, events: { type: 'EVENT_TYPE', items: events.items, filter } })
  }
  const only = (expression: string) => ({
    type: 'EXPRESSION_LANGUAGE',
    eventFilterMap: [{ event: added, condition: { expression } }],
  })

  test.each<[string, unknown]>([
    ['changed', only(finance)],
    ['removed', null],
  ])('a filter that was %s in Okta is put right', async (_name, filter) => {
    const pushing = await open()
    await pushing.publish('Sales only', { okta: sales })
    await pushing.settings({ pushFilters: true })
    await setUp(pushing)
    await changeFilter(pushing, filter)
    const { hooks } = await pushing.check()
    expect(hooks).toMatchObject([
      { status: 'ok', repaired: { what: expect.stringContaining(`filters were changed in Okta`) } },
    ])
    expect(await pushing.inOkta()).toEqual({ [added]: sales })
  })

  test('a filter that somebody gave our hook, unasked, is taken away, or reported where that is wished', async () => {
    const pushing = await open()
    await pushing.publish('All')
    await setUp(pushing)
    await pushing.settings({ hookPolicy: 'report' })
    await changeFilter(pushing, only(finance))
    expect((await pushing.check()).hooks).toMatchObject([
      {
        status: 'drifted',
        problems: expect.arrayContaining([
          { code: 'filters_changed', message: expect.stringContaining(added) },
        ]),
      },
    ])
    expect(await pushing.inOkta()).toEqual({ [added]: finance })
    await pushing.settings({ hookPolicy: 'repair' })
    await pushing.check()
    expect(await pushing.inOkta()).toEqual({})
  })
})

test('an org that refuses filters gets the hook without them, and says why', async () => {
  const pushing = await open({ hookFiltering: false })
  const { world } = pushing
  const flow = await pushing.publish('Sales only', { okta: sales })
  await pushing.settings({ pollSeconds: 3600, reconcileSeconds: 3600, pushFilters: true })
  const { hooks } = await setUp(pushing)
  expect(hooks).toMatchObject([{ status: 'ok', problems: [], filters: [] }])
  expect(hooks[0]?.filtersRefused?.message).toMatch(/early access.*not switched on in this org/s)
  const wanted = join(world, 'Sales')
  const unwanted = join(world, 'Finance')
  await until('the hook has brought both', async () => (await world.source()).meter.types[0]?.byHook === 2)
  expect(delivered(pushing).toSorted()).toEqual([wanted, unwanted].toSorted())
  expect(await world.started(flow)).toEqual([wanted])
  // It does not ask each time it looks: each change of the hook is an event in Okta's log.
  const changes = () => world.sim.org.events.filter(({ eventType }) => eventType === 'event_hook.updated')
  const before = changes().length
  await pushing.check()
  await pushing.check()
  expect(changes()).toHaveLength(before)
  expect((await pushing.settings({ pushFilters: false })).hooks).toMatchObject([{ filtersRefused: null }])
})

test('a new key leaves the filters as they are', async () => {
  const pushing = await open()
  await pushing.publish('Sales only', { okta: sales })
  await pushing.settings({ pushFilters: true })
  await setUp(pushing)
  const { world, org } = pushing
  await world.call(oktaSources.changeHook, { params: { org, step: 'rotate' } })
  expect(await pushing.inOkta()).toEqual({ [added]: sales })
  expect((await pushing.check()).hooks).toMatchObject([{ status: 'ok', repaired: null }])
})

test('settings may be sent as soon as the org has a connection, and are refused for another org', async () => {
  const { world, settings } = await open()
  const other = await startOktaSim()
  const values = { domain: other.url, token: other.apiToken }
  const body = { name: 'other', connector: 'okta', values }
  await world.call(connections.createConnection, { body })
  const change = (org: string) =>
    world.call(oktaSources.updateOktaSource, { params: { org }, body: { settings: { pollSeconds: 7 } } })
  expect(await change(new URL(other.url).host)).toMatchObject({ settings: { pollSeconds: 7 } })
  await expect(change('nowhere.okta.test')).rejects.toThrow('no connection to an Okta org nowhere.okta.test')
  expect((await settings({})).settings.pollSeconds).toBe(10)
  await other.close()
})
