import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import type { Flow, Step, Trigger } from '@keyway/engine'
import { createCatalog } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openFlowApi, type FlowApi } from '../testing/flow-api.ts'
import { scopesInUse } from './scopes-in-use.ts'
import { insertConnection } from './store.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

const catalog = createCatalog({ cards, connectors })
let api: FlowApi
beforeEach(async () => {
  api = await openFlowApi(directories.create())
  for (const id of ['org', 'other']) {
    const settings = { domain: `${id}.okta.com` }
    await insertConnection(api.world.database.kysely, {
      id,
      name: id,
      connector: 'okta',
      settings,
      sealedSecrets: '',
    })
  }
})
afterEach(() => api.world.close())

const okta = 'my-okta'
const read = (id: string, name = okta): Step => ({
  id,
  use: 'okta.read_user',
  connection: name,
  with: { user: 'ada@acme.test' },
})
const inUse = (connectionId = 'org') => scopesInUse({ db: api.world.database.kysely, catalog }, connectionId)

/** Stores a flow with its connection names bound, and publishes it. */
async function publish(
  name: string,
  steps: Step[],
  bindings: Record<string, string>,
  trigger: Trigger = { manual: true },
): Promise<string> {
  const document: Flow = { keyway: 1, name, trigger, steps }
  const { id } = (await api.call<{ id: string }>('POST', '/flows', { body: { document } })).body
  expect(await api.call('PUT', `/flows/${id}/bindings`, { body: { bindings }, role: 'admin' })).toMatchObject(
    {
      status: 200,
    },
  )
  expect(await api.call('POST', `/flows/${id}/publish`)).toMatchObject({ status: 200 })
  return id
}

test('come from every step of published flows, however deep, each once', async () => {
  expect(await inUse()).toEqual([])
  await publish(
    'Deep',
    [
      read('one'),
      {
        if: { all: [{ value: 1, is: 'equal to', to: 1 }] },
        then: [{ try: [{ ...read('two'), use: 'okta.suspend_user' }], catch: [read('three')] }],
      },
      {
        id: 'members',
        stream: { use: 'okta.list_group_members', connection: okta, with: { group: '00g1' } },
        do: [read('four')],
      },
    ],
    { [okta]: 'org' },
  )
  expect(await inUse()).toEqual(['okta.groups.read', 'okta.users.manage', 'okta.users.read'])
})

test('are those of this connection only, by the name that each flow gives it', async () => {
  await publish(
    'Both',
    [read('one', 'a'), { ...read('two', 'b'), use: 'okta.create_group', with: { name: 'x' } }],
    {
      a: 'org',
      b: 'other',
    },
  )
  expect([await inUse('org'), await inUse('other')]).toEqual([['okta.users.read'], ['okta.groups.manage']])
})

test('follow what is published, not the draft', async () => {
  const id = await publish('Changing', [read('one')], { [okta]: 'org' })
  const document: Flow = {
    keyway: 1,
    name: 'Changing',
    trigger: { manual: true },
    steps: [{ id: 'log', use: 'okta.search_system_log', connection: okta, with: {} }],
  }
  expect(await api.call('PUT', `/flows/${id}/draft`, { body: { document } })).toMatchObject({ status: 200 })
  expect(await inUse()).toEqual(['okta.users.read'])
  expect(await api.call('POST', `/flows/${id}/publish`)).toMatchObject({ status: 200 })
  expect(await inUse()).toEqual(['okta.logs.read'])
})

test('of custom API actions follow from what they call', async () => {
  const call = (id: string, input: object): Step => ({
    id,
    use: 'okta.custom_api_action',
    connection: okta,
    with: { ...input },
  })
  await publish(
    'Custom',
    [
      { id: 'zones', use: 'okta.custom_api_read', connection: okta, with: { path: '/api/v1/zones?limit=5' } },
      call('factor', { method: 'DELETE', path: '/api/v1/users/{{ zones.body }}/factors/x' }),
      call('hook', { method: { const: 'POST' }, path: { const: '/api/v1/eventHooks' } }),
      // Nobody knows before it runs what this one calls.
      call('open', { method: 'POST', path: { ref: 'zones.body' } }),
    ],
    { [okta]: 'org' },
  )
  expect(await inUse()).toEqual(['okta.eventHooks.manage', 'okta.networkZones.read', 'okta.users.manage'])
})

test('of a trigger are what reading its events takes', async () => {
  const trigger: Trigger = { event: 'okta.user.account.lock', connection: okta }
  await publish('On events', [{ return: {} }], { [okta]: 'org' }, trigger)
  expect(await inUse()).toEqual(['okta.logs.read'])
})
