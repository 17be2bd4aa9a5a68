import type { JsonObject } from '@keyway/sdk'
import type { Row, Rows } from '../row.ts'
import { idOf, type TestOrg } from '../start-org.ts'
import { make, newName, newUser } from '../world.ts'

/** A kind of object that an administrator sets up: how one is made, and what its actions are called. */
interface Kind {
  /** `network_zone`, as in `okta.read_network_zone`. */
  noun: string
  /** Input that names one. */
  field: string
  path: string
  make: (org: TestOrg) => Promise<string>
  /** `okta.list_network_zones`, and the size of its pages; null where they come in one answer. */
  list?: { noun: string; page: number | null }
  /** The status of a new one, where it has any. */
  born?: 'ACTIVE' | 'INACTIVE'
  lifecycle?: 200 | 204
  deleted?: 202 | 204
  read?: false
}

const made =
  (path: string, body: () => JsonObject) =>
  (org: TestOrg): Promise<string> =>
    make(org, path, body())

const named = (kind: string, more: JsonObject = {}) => ({ name: newName(kind), ...more })

const kinds: readonly Kind[] = [
  {
    noun: 'network_zone',
    field: 'zone',
    path: '/api/v1/zones',
    make: made('/api/v1/zones', () => named('Zone', { type: 'IP', gateways: [] })),
    list: { noun: 'network_zones', page: 200 },
    born: 'ACTIVE',
    lifecycle: 200,
    deleted: 204,
  },
  {
    noun: 'group_rule',
    field: 'groupRule',
    path: '/api/v1/groups/rules',
    async make(org) {
      const { id } = org.sim.org.createGroup({ name: newName('Ruled') })
      return make(org, '/api/v1/groups/rules', {
        ...named('Rule', { type: 'group_rule' }),
        conditions: { expression: { type: 'urn:okta:expression:1.0', value: 'user.department=="None"' } },
        actions: { assignUserToGroups: { groupIds: [id] } },
      })
    },
    list: { noun: 'group_rules', page: 200 },
    born: 'INACTIVE',
    lifecycle: 204,
  },
  {
    noun: 'policy',
    field: 'policy',
    path: '/api/v1/policies',
    make: made('/api/v1/policies', () => named('Policy', { type: 'PASSWORD' })),
    born: 'ACTIVE',
    lifecycle: 204,
  },
  {
    noun: 'identity_provider',
    field: 'provider',
    path: '/api/v1/idps',
    make: made('/api/v1/idps', () => named('Provider', { type: 'OIDC', protocol: { type: 'OIDC' } })),
    list: { noun: 'identity_providers', page: 200 },
    born: 'ACTIVE',
    lifecycle: 200,
  },
  {
    noun: 'log_stream',
    field: 'logStream',
    path: '/api/v1/logStreams',
    make: made('/api/v1/logStreams', () =>
      named('Stream', { type: 'splunk_cloud_logstreaming', settings: { host: 'acme.splunkcloud.com' } }),
    ),
    list: { noun: 'log_streams', page: 200 },
    born: 'ACTIVE',
    lifecycle: 200,
  },
  {
    noun: 'inline_hook',
    field: 'inlineHook',
    path: '/api/v1/inlineHooks',
    make: made('/api/v1/inlineHooks', () =>
      named('Hook', {
        type: 'com.okta.oauth2.tokens.transform',
        version: '1.0.0',
        channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'https://hooks.acme.test' } },
      }),
    ),
    list: { noun: 'inline_hooks', page: null },
    born: 'ACTIVE',
    lifecycle: 200,
  },
  {
    noun: 'event_hook',
    field: 'eventHook',
    path: '/api/v1/eventHooks',
    make: made('/api/v1/eventHooks', () =>
      named('Hook', {
        events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
        channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'https://hooks.acme.test/okta' } },
      }),
    ),
    list: { noun: 'event_hooks', page: null },
    born: 'ACTIVE',
    lifecycle: 200,
    // An org has 25 at most, which leaves none for rows of their deletion.
  },
  {
    noun: 'trusted_origin',
    field: 'trustedOrigin',
    path: '/api/v1/trustedOrigins',
    make: made('/api/v1/trustedOrigins', () =>
      named('Origin', { origin: `https://${newName('app')}.acme.test`, scopes: [{ type: 'CORS' }] }),
    ),
    list: { noun: 'trusted_origins', page: 200 },
    born: 'ACTIVE',
    lifecycle: 200,
    deleted: 204,
  },
  {
    noun: 'realm_assignment',
    field: 'realmAssignment',
    path: '/api/v1/realm-assignments',
    make: made('/api/v1/realm-assignments', () => named('Assignment')),
    list: { noun: 'realm_assignments', page: 200 },
    born: 'INACTIVE',
    lifecycle: 204,
    read: false,
  },
  {
    noun: 'authorization_server',
    field: 'server',
    path: '/api/v1/authorizationServers',
    make: made('/api/v1/authorizationServers', () =>
      named('Server', { description: 'For a row', audiences: [`api://${newName('api')}`] }),
    ),
    list: { noun: 'authorization_servers', page: 200 },
  },
  {
    noun: 'realm',
    field: 'realm',
    path: '/api/v1/realms',
    make: made('/api/v1/realms', () => ({ profile: { name: newName('Realm') } })),
    deleted: 204,
  },
  {
    noun: 'user_type',
    field: 'userType',
    path: '/api/v1/meta/types/user',
    make: made('/api/v1/meta/types/user', () => ({
      name: newName('type').replace('-', '_'),
      displayName: 'For a row',
    })),
    list: { noun: 'user_types', page: null },
    deleted: 204,
  },
  {
    noun: 'custom_role',
    field: 'role',
    path: '/api/v1/iam/roles',
    make: made('/api/v1/iam/roles', () => ({
      label: newName('Role'),
      description: 'For a row',
      permissions: ['okta.users.read'],
    })),
    list: { noun: 'custom_roles', page: null },
    deleted: 204,
  },
  {
    noun: 'resource_set',
    field: 'resourceSet',
    path: '/api/v1/iam/resource-sets',
    async make(org) {
      const { id } = org.sim.org.createGroup({ name: newName('In set') })
      const resources = [`${org.sim.url}/api/v1/groups/${id}`]
      return make(org, '/api/v1/iam/resource-sets', { label: newName('Set'), description: 'd', resources })
    },
    list: { noun: 'resource_sets', page: null },
    deleted: 204,
  },
  {
    noun: 'device',
    field: 'device',
    path: '/api/v1/devices',
    make: async (org) => org.sim.org.enrolDevice(newUser(org), { displayName: newName('Device') }).id,
  },
]

const unknown = (kind: Kind): Row['missing'] => ({ input: { [kind.field]: 'none' } })

function lifecycleRow(kind: Kind, step: 'activate' | 'deactivate'): Row {
  const one = `${kind.path}/{${kind.field}}`
  const [before, other] = step === 'activate' ? ['INACTIVE', 'deactivate'] : ['ACTIVE', 'activate']
  return {
    effect: 'idempotent',
    async given(org) {
      const id = await kind.make(org)
      if (kind.born !== before) await org.call('POST', `${kind.path}/${id}/lifecycle/${other}`)
      return { [kind.field]: id }
    },
    sends: [`GET ${one}`, `POST ${one}/lifecycle/${step}`],
    gives: { statusCode: kind.lifecycle ?? 200, changed: true },
    missing: unknown(kind),
    again: { gives: { statusCode: 200, changed: false } },
  }
}

function deletionRow(kind: Kind): Row {
  const one = `${kind.path}/{${kind.field}}`
  return {
    effect: 'destructive',
    async given(org) {
      const id = await kind.make(org)
      if (kind.born === 'ACTIVE') await org.call('POST', `${kind.path}/${id}/lifecycle/deactivate`)
      return { [kind.field]: id }
    },
    sends: [`GET ${one}`, `DELETE ${one}`],
    gives: { statusCode: kind.deleted ?? 204 },
    missing: unknown(kind),
    again: { fails: 'okta_E0000007' },
    found: { statusCode: 204 },
  }
}

function rowsOf(kind: Kind): [string, Row][] {
  const given = async (org: TestOrg) => ({ [kind.field]: await kind.make(org) })
  const { noun, path, field, list } = kind
  const read: Row = {
    effect: 'read',
    given,
    sends: [`GET ${path}/{${field}}`],
    gives: { id: `{${field}}` },
    missing: unknown(kind),
  }
  return [
    ...(kind.read === false ? [] : [[`okta.read_${noun}`, read] satisfies [string, Row]]),
    ...(list === undefined
      ? []
      : [[`okta.list_${list.noun}`, listRow(path, list.page)] satisfies [string, Row]]),
    ...(kind.lifecycle === undefined
      ? []
      : (['activate', 'deactivate'] as const).map((step): [string, Row] => [
          `okta.${step}_${noun}`,
          lifecycleRow(kind, step),
        ])),
    ...(kind.deleted === undefined
      ? []
      : [[`okta.delete_${noun}`, deletionRow(kind)] satisfies [string, Row]]),
  ]
}

function listRow(path: string, page: number | null): Row {
  return {
    effect: 'read',
    given: () => ({}),
    sends: [page === null ? `GET ${path}` : `GET ${path}?limit=${page}`],
    gives: { hasMore: false },
    missing: { never: 'A list may be empty.' },
  }
}

/** Of what belongs to an object of a kind. */
function belongingRow(noun: string, below: string, page: number | null): Row {
  const kind = kinds.find((each) => each.noun === noun)
  if (kind === undefined) throw new Error(`There is no kind ${noun}.`)
  const path = `${kind.path}/{${kind.field}}/${below}`
  return {
    ...listRow(path, page),
    given: async (org) => ({ [kind.field]: await kind.make(org) }),
    missing: unknown(kind),
  }
}

export const configurationRows: Rows = {
  ...Object.fromEntries(kinds.flatMap(rowsOf)),
  'okta.list_authenticators': listRow('/api/v1/authenticators', null),
  'okta.list_api_tokens': listRow('/api/v1/api-tokens', null),
  'okta.search_devices': listRow('/api/v1/devices', 200),
  'okta.search_realms': listRow('/api/v1/realms', 200),
  'okta.list_device_assurance_policies': listRow('/api/v1/device-assurances', null),
  'okta.list_behaviors': listRow('/api/v1/behaviors', null),
  'okta.list_brands': {
    ...listRow('/api/v1/brands', 200),
    free: 'It is what the table allows everybody.',
  },
  'okta.list_custom_domains': listRow('/api/v1/domains', null),
  'okta.list_device_users': belongingRow('device', 'users', null),
  'okta.list_identity_provider_users': belongingRow('identity_provider', 'users', 200),
  'okta.list_role_permissions': belongingRow('custom_role', 'permissions', null),
  'okta.list_resource_set_resources': belongingRow('resource_set', 'resources', null),
  'okta.list_resource_set_bindings': belongingRow('resource_set', 'bindings', null),
  'okta.list_policy_rules': belongingRow('policy', 'rules', null),
  'okta.list_authorization_server_scopes': belongingRow('authorization_server', 'scopes', 200),
  'okta.list_authorization_server_claims': belongingRow('authorization_server', 'claims', null),
  'okta.list_authorization_server_policies': belongingRow('authorization_server', 'policies', null),
  'okta.read_threat_insight': {
    ...listRow('/api/v1/threats/configuration', null),
    gives: { action: '*' },
  },
  'okta.read_org_settings': { ...listRow('/api/v1/org', null), gives: { status: 'ACTIVE' } },
  'okta.read_group_schema': { ...listRow('/api/v1/meta/schemas/group/default', null), gives: { name: '*' } },
  'okta.read_client_rate_limits': {
    ...listRow('/api/v1/rate-limit-settings/per-client', null),
    gives: { defaultMode: '*' },
  },
  'okta.create_user_type': {
    effect: 'write',
    given: () => ({ name: newName('made').replace('-', '_'), displayName: 'For a row' }),
    sends: ['POST /api/v1/meta/types/user {"name":"{name}","displayName":"{displayName}"}'],
    gives: { id: '*', name: '{name}' },
    missing: { never: 'It makes something new.' },
  },
  'okta.create_realm': {
    effect: 'write',
    given: () => ({ name: newName('Made realm') }),
    sends: ['POST /api/v1/realms {"profile":{"name":"{name}","realmType":"DEFAULT"}}'],
    gives: { id: '*', profile: { name: '{name}' } },
    missing: { never: 'It makes something new.' },
  },
  'okta.assign_user_to_realm': {
    effect: 'idempotent',
    async given(org) {
      const [first, realm] = [await newRealm(org), await newRealm(org)]
      const user = newUser(org)
      await org.call('POST', `/api/v1/users/${user}`, { realmId: first })
      return { user, realm }
    },
    sends: ['POST /api/v1/users/{user} {"realmId":"{realm}"}'],
    gives: { id: '{user}', realmId: '{realm}' },
    missing: { input: { realm: 'none' } },
  },
}

async function newRealm(org: TestOrg): Promise<string> {
  return idOf(await org.call('POST', '/api/v1/realms', { profile: { name: newName('Realm') } }))
}
