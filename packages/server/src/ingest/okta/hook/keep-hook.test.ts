import { RemoteError } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { freshHook as hook } from '../../testing/hook.ts'
import type { EventHook, EventHookDefinition, EventHooksApi } from './event-hooks-api.ts'
import { keepHook } from './keep-hook.ts'
import { newRemoteHook, readRemoteHook, type RemoteHook } from './remote-hook.ts'

const url = 'https://keyway.acme.test/hooks/okta/x'
const minuteMs = 60_000

/** An org that takes filters only where `feature.isOn`, and what it was asked to keep. */
function startOrg() {
  const feature = { isOn: false }
  const written: EventHookDefinition['filters'][] = []
  const listed: EventHook[] = []
  const write = (definition: EventHookDefinition): Promise<EventHook> => {
    const { filters, types, name, uri } = definition
    written.push(filters)
    if (Object.keys(filters).length > 0 && !feature.isOn) {
      return Promise.reject(new RemoteError('events.filter: not switched on', { statusCode: 400 }))
    }
    const headerName = definition.headerName.toLowerCase()
    listed[0] = { id: 'who1', name, uri, headerName, types, filters, isActive: true, isVerified: true }
    return Promise.resolve(listed[0])
  }
  const nothing = (): Promise<void> => Promise.resolve()
  const api: EventHooksApi = {
    list: () => Promise.resolve(listed),
    create: write,
    replace: (_id, definition) => write(definition),
    activate: nothing,
    verify: nothing,
    remove: nothing,
  }
  let remote: RemoteHook = newRemoteHook('acme')
  const keep = async (now: number, filters: EventHookDefinition['filters']): Promise<RemoteHook> => {
    const parts = { api, urlOf: () => url, lookAtAddress: () => Promise.resolve(undefined), now: () => now }
    const task = { hook, remote, types: ['a'], filters, policy: 'repair' } as const
    remote = await keepHook(parts, task, listed)
    return remote
  }
  return { feature, written, keep }
}

test('refused filters are asked for again after an hour, or when they change, and not before', async () => {
  const { feature, written, keep } = startOrg()
  const filters = { a: 'event.actor.id != null' }
  expect(await keep(0, filters)).toMatchObject({
    status: 'ok',
    filters: {},
    refusedFilters: { filters, at: 0 },
  })
  expect(written).toEqual([filters, {}])
  expect(await keep(59 * minuteMs, filters)).toMatchObject({ status: 'ok', refusedFilters: { at: 0 } })
  expect(written).toHaveLength(2)
  const others = { a: "event.actor.type eq 'User'" }
  expect(await keep(59 * minuteMs, others)).toMatchObject({ refusedFilters: { filters: others } })
  expect(written).toHaveLength(4)
  feature.isOn = true
  expect(await keep(118 * minuteMs, others)).toMatchObject({ filters: {} })
  expect(await keep(120 * minuteMs, others)).toMatchObject({
    status: 'ok',
    filters: others,
    refusedFilters: null,
    repaired: null,
  })
  expect(await keep(121 * minuteMs, {})).toMatchObject({ filters: {}, refusedFilters: null })
})

test('what an earlier version stored has no filters and no refusal', () => {
  expect(readRemoteHook('{"org":"acme","id":"who1","types":["a"]}')).toMatchObject({
    id: 'who1',
    types: ['a'],
    filters: {},
    refusedFilters: null,
    canary: null,
  })
  expect(readRemoteHook(null)).toBeNull()
})
