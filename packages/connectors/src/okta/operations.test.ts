import { findFieldMeta, searchOperations, type JsonObject, type Option } from '@keyway/sdk'
import { describe, expect, test } from 'vitest'
import { createTestContext } from '@keyway/connectors/testing'
import { customApiAction } from './actions/custom/custom-api-action.ts'
import { customApiRead } from './actions/custom/custom-api-read.ts'
import { okta } from './index.ts'
import { operations, scopesOfCall } from './operations.ts'

const first = (search: string) => searchOperations(operations, { search })[0]

test('operations have readable titles, a method, a path, an effect and scopes', () => {
  expect(operations.find(({ id }) => id === 'listUserBlocks')).toEqual({
    id: 'listUserBlocks',
    title: 'List user blocks',
    method: 'GET',
    path: '/api/v1/users/{id}/blocks',
    effect: 'read',
    scopes: ['okta.users.read'],
  })
  for (const { id, title, path, method, effect } of operations) {
    expect(title).toMatch(/^[A-Z][A-Za-z0-9. ]+$/)
    expect(path).toMatch(/^\/[\w{}./-]+$/)
    expect({ id, isRead: effect === 'read' }).toEqual({ id, isRead: method === 'GET' })
  }
  expect(operations.map(({ title }) => title)).toContain('Activate OAuth 2.0 client secret')
})

test.each([
  ['list users', 'listUsers'],
  ['reset factors', 'resetFactors'],
  ['zones', 'listNetworkZones'],
  ['/api/v1/users/00u1abcd2EFGH3ijkl4m7/lifecycle/suspend', 'suspendUser'],
  ['/api/v1/groups/rules', 'listGroupRules'],
  ['delete okta.apiTokens.manage', 'revokeApiToken'],
])('%j finds %s first', (search, id) => {
  expect(first(search)?.id).toBe(id)
})

test('words that nothing has find nothing', () => {
  expect(first('list unicorns')).toBeUndefined()
})

test('scopes follow from method and path, references in it included', () => {
  expect(scopesOfCall('GET', '/api/v1/users/{{ user.id }}/groups?limit=2')).toEqual(['okta.users.read'])
  expect(scopesOfCall('POST', '/api/v1/apps/0oa1/group-push/mappings')).toEqual([
    'okta.apps.manage',
    'okta.groups.manage',
  ])
  expect(scopesOfCall('GET', '/api/v1/groups/rules')).toEqual(['okta.groups.read'])
  expect(scopesOfCall('GET', '/api/v1/none/such')).toEqual([])
  expect(customApiRead.scopesFor?.({ path: '/api/v1/zones' })).toEqual(['okta.networkZones.read'])
  const call = { method: 'PUT', path: '/api/v1/zones/nzo1', body: {} }
  expect(customApiAction.scopesFor?.(call)).toEqual(['okta.networkZones.manage'])
  expect(customApiAction.scopesFor?.({ method: 'PUT' })).toEqual([])
})

describe('the path of a custom API action', () => {
  const context = createTestContext({ connector: okta, connection: { domain: 'acme.okta.com', token: 'x' } })
  const pick = async (action: object, search: string, inputs: JsonObject): Promise<Option[]> =>
    (await findFieldMeta(Object(action).input.shape.path)?.options?.(context, search, inputs)) ?? []

  test('is chosen among the operations with its method', async () => {
    expect((await pick(customApiRead, 'list users', {}))[0]).toEqual({
      value: '/api/v1/users',
      label: 'List users',
      hint: 'GET /api/v1/users, okta.users.read',
    })
    expect(
      (await pick(customApiAction, 'network zone', { method: 'PUT' })).map(({ value }) => value),
    ).toEqual(['/api/v1/zones/{zoneId}'])
    const paths = (await pick(customApiAction, 'network zone', {})).map(({ hint }) => hint)
    expect(paths.some((hint) => hint?.startsWith('GET'))).toBe(false)
  })

  test('is refused while something in braces is not filled in', () => {
    expect(
      customApiRead.input.safeParse({ path: '/api/v1/zones/{zoneId}' }).error?.issues[0]?.message,
    ).toMatch(/Replace what stands in braces/)
    expect(customApiRead.input.safeParse({ path: '/api/v1/users?search=a{b}' }).success).toBe(true)
  })
})
