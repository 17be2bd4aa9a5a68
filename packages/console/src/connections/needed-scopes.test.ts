import { expect, test } from 'vitest'
import { neededScopes, type ScopeFacts } from './needed-scopes.ts'

const connection = (settings: ScopeFacts['connection']['settings']): ScopeFacts['connection'] => ({
  id: 'c',
  name: 'acme',
  connector: 'okta',
  settings,
  secretsSet: [],
  keys: [],
  createdAt: 0,
  updatedAt: 0,
  test: null,
  usedByFlows: 1,
})
const flow = (id: string, scopes: string[], connectionId = 'c'): ScopeFacts['uses'][number] => ({
  id,
  name: id,
  folder: null,
  kind: 'manual',
  isOn: true,
  event: null,
  calls: [],
  tables: [],
  connections: [{ name: 'okta', connector: 'okta', connectionId, steps: [], scopes }],
})
const uses = [
  flow('lock', ['okta.users.manage', 'okta.users.read']),
  flow('list', ['okta.groups.read']),
  flow('other', ['okta.apps.read'], 'd'),
]

test('each scope has who needs it, whether it is there, and what is there for nobody comes last', () => {
  const settings = { signIn: 'private_key', scopes: 'okta.users.manage okta.policies.manage' }
  const found = neededScopes({
    connection: connection(settings),
    uses,
    inventories: [],
    own: ['okta.logs.read'],
  })
  expect(
    found.map(({ scope, state, flows, isOwn }) => [scope, state, flows.map(({ id }) => id), isOwn]),
  ).toEqual([
    ['okta.groups.read', 'missing', ['list'], false],
    ['okta.logs.read', 'missing', [], true],
    ['okta.users.manage', 'there', ['lock'], false],
    ['okta.users.read', 'there', ['lock'], false],
    ['okta.policies.manage', 'unneeded', [], false],
  ])
})

test('an app that was given no scopes yet lacks all of them', () => {
  const found = neededScopes({
    connection: connection({ signIn: 'private_key' }),
    uses,
    inventories: [],
    own: [],
  })
  expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['missing']))
})

test('a token has no scopes, so nothing is missing', () => {
  const found = neededScopes({
    connection: connection({ signIn: 'api_token', scopes: '' }),
    uses,
    inventories: [],
    own: [],
  })
  expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['unknown']))
})
