import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newName, newUser } from '../world.ts'
import { changing, creating, deleting, listing, moving, reading } from './shapes.ts'

const noType = { input: { userType: 'otynone' } }
const noRealm = { input: { realm: 'guonone' } }
const noAssignment = { input: { realmAssignment: 'rulnone' } }

/** A name without marks, as attributes and types have it. */
const plainName = (kind: string): string => newName(kind).replaceAll('-', '')

function newType(org: TestOrg): Promise<string> {
  const name = plainName('type')
  return make(org, '/api/v1/meta/types/user', { name, displayName: name })
}

const newRealm = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/realms', { profile: { name: newName('Realm'), realmType: 'PARTNER', domains: [] } })

const newRealmAssignment = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/realm-assignments', { name: newName('Into') })

async function newAttribute(org: TestOrg): Promise<{ userType: string; name: string }> {
  const [userType, name] = [await newType(org), plainName('attribute')]
  const custom = {
    id: '#custom',
    type: 'object',
    properties: { [name]: { title: 'Cost code', type: 'string' } },
  }
  await org.call('POST', `/api/v1/meta/schemas/user/${userType}`, { definitions: { custom } })
  return { userType, name }
}

export const profileRows: Rows = {
  'okta.list_user_types': listing({
    given: () => ({ limit: 1000 }),
    sends: ['GET /api/v1/meta/types/user'],
    gives: { types: '*', hasMore: false },
  }),
  'okta.read_user_type': reading({
    given: async (org) => ({ userType: await newType(org) }),
    sends: ['GET /api/v1/meta/types/user/{userType}'],
    gives: { id: '{userType}', displayName: '*' },
    missing: noType,
  }),
  'okta.create_user_type': creating({
    given: () => ({ name: plainName('kind'), displayName: 'Contractor' }),
    sends: ['POST /api/v1/meta/types/user {"name":"{name}","displayName":"{displayName}"}'],
    gives: { id: '*', name: '{name}', displayName: 'Contractor' },
    missing: { never: 'it stands alone' },
    again: { gives: { id: '*', name: '{name}' } },
  }),
  'okta.delete_user_type': deleting({
    given: async (org) => ({ userType: await newType(org) }),
    sends: ['GET /api/v1/meta/types/user/{userType}', 'DELETE /api/v1/meta/types/user/{userType}'],
    missing: noType,
  }),
  'okta.read_user_schema': reading({
    given: async (org) => ({ userType: await newType(org) }),
    sends: ['GET /api/v1/meta/types/user/{userType}', 'GET /api/v1/meta/schemas/user/{userType}'],
    gives: { definitions: { base: '*' } },
    missing: noType,
  }),
  'okta.read_group_schema': listing({
    given: () => ({}),
    sends: ['GET /api/v1/meta/schemas/group/default'],
    gives: { definitions: { base: '*' } },
  }),
  'okta.add_custom_attribute': changing({
    given: async (org) => ({
      userType: await newType(org),
      name: plainName('attribute'),
      title: 'Cost code',
      choices: ['a', 'b'],
    }),
    sends: [
      'GET /api/v1/meta/types/user/{userType}',
      'POST /api/v1/meta/schemas/user/{userType} {"definitions":{"custom":{"id":"#custom","type":"object","properties":{"{name}":{"title":"{title}","type":"string","required":false,"enum":{choices},"oneOf":[{"const":"a","title":"a"},{"const":"b","title":"b"}]}}}}}',
    ],
    gives: { attribute: { type: 'string', title: 'Cost code' } },
    missing: noType,
  }),
  'okta.remove_custom_attribute': {
    effect: 'destructive',
    given: newAttribute,
    sends: [
      'GET /api/v1/meta/types/user/{userType}',
      'GET /api/v1/meta/schemas/user/{userType}',
      'POST /api/v1/meta/schemas/user/{userType} {"definitions":{"custom":{"id":"#custom","type":"object","properties":{"{name}":null}}}}',
    ],
    gives: { changed: true },
    missing: noType,
    again: { gives: { changed: false } },
  },
  'okta.search_realms': reading({
    async given(org) {
      const name = newName('Sought')
      await make(org, '/api/v1/realms', { profile: { name } })
      return { name, limit: 5 }
    },
    sends: ['GET /api/v1/realms?search=profile.name co "{name}"&limit=6'],
    gives: { realms: [{ id: '*', profile: { name: '{name}' } }], realm: { id: '*' }, hasMore: false },
    missing: { input: { name: 'nothing of the kind' }, gives: { realms: [], realm: null } },
  }),
  'okta.read_realm': reading({
    given: async (org) => ({ realm: await newRealm(org) }),
    sends: ['GET /api/v1/realms/{realm}'],
    gives: { id: '{realm}', isDefault: false },
    missing: noRealm,
  }),
  'okta.create_realm': creating({
    given: () => ({ name: newName('New realm'), realmType: 'PARTNER' }),
    sends: ['POST /api/v1/realms {"profile":{"name":"{name}","realmType":"{realmType}"}}'],
    gives: { id: '*', profile: { name: '{name}', realmType: 'PARTNER' } },
    missing: { never: 'it stands alone' },
    again: { gives: { id: '*' } },
  }),
  'okta.update_realm': changing({
    given: async (org) => ({ realm: await newRealm(org), name: newName('Renamed') }),
    sends: [
      'GET /api/v1/realms/{realm}',
      'PUT /api/v1/realms/{realm} {"profile":{"name":"{name}","realmType":"PARTNER","domains":[]}}',
    ],
    gives: { id: '{realm}', profile: { name: '{name}', realmType: 'PARTNER' } },
    missing: noRealm,
  }),
  'okta.delete_realm': deleting({
    given: async (org) => ({ realm: await newRealm(org) }),
    sends: ['GET /api/v1/realms/{realm}', 'DELETE /api/v1/realms/{realm}'],
    missing: noRealm,
  }),
  'okta.assign_user_to_realm': changing({
    async given(org) {
      const user = newUser(org)
      const first = await newRealm(org)
      await org.call('POST', `/api/v1/users/${user}`, { realmId: first })
      return { user, realm: await newRealm(org) }
    },
    sends: ['POST /api/v1/users/{user} {"realmId":"{realm}"}'],
    gives: { id: '{user}', realmId: '{realm}' },
    missing: { input: { user: '00unone' } },
  }),
  'okta.list_realm_users': reading({
    async given(org) {
      const [user, realm] = [newUser(org), await newRealm(org)]
      await org.call('POST', `/api/v1/users/${user}`, { realmId: realm })
      return { realm, limit: 5 }
    },
    sends: ['GET /api/v1/users?search=realmId eq "{realm}"&limit=6'],
    gives: { users: [{ id: '*', realmId: '{realm}' }], hasMore: false },
    missing: { ...noRealm, gives: { users: [] } },
  }),
  'okta.list_realm_assignments': listing({
    async given(org) {
      await newRealmAssignment(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/realm-assignments?limit=200'],
    gives: { assignments: '*', hasMore: false },
  }),
  'okta.activate_realm_assignment': moving({
    given: async (org) => ({ realmAssignment: await newRealmAssignment(org) }),
    sends: [
      'GET /api/v1/realm-assignments/{realmAssignment}',
      'POST /api/v1/realm-assignments/{realmAssignment}/lifecycle/activate',
    ],
    missing: noAssignment,
  }),
  'okta.deactivate_realm_assignment': moving({
    async given(org) {
      const realmAssignment = await newRealmAssignment(org)
      await org.call('POST', `/api/v1/realm-assignments/${realmAssignment}/lifecycle/activate`)
      return { realmAssignment }
    },
    sends: [
      'GET /api/v1/realm-assignments/{realmAssignment}',
      'POST /api/v1/realm-assignments/{realmAssignment}/lifecycle/deactivate',
    ],
    missing: noAssignment,
  }),
}
