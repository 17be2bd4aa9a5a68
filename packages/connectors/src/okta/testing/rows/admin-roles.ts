import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { newCustomRole, newGroup, newName, newResourceSet, newUser } from '../world.ts'
import { changing, creating, deleting, listing, reading } from './shapes.ts'

const noRole = { input: { role: 'cr0none' } }
const noSet = { input: { resourceSet: 'iamnone' } }

async function newBinding(org: TestOrg) {
  const [resourceSet, role, member] = [await newResourceSet(org), await newCustomRole(org), newUser(org)]
  const members = [`${org.sim.url}/api/v1/users/${member}`]
  await org.call('POST', `/api/v1/iam/resource-sets/${resourceSet}/bindings`, { role, members })
  return { resourceSet, role, member }
}

const groupAddress = (org: TestOrg): string => `${org.sim.url}/api/v1/groups/${newGroup(org)}`

async function newResource(org: TestOrg): Promise<{ resourceSet: string; resource: string }> {
  const [resourceSet, resource] = [await newResourceSet(org), groupAddress(org)]
  const address = `/api/v1/iam/resource-sets/${resourceSet}/resources`
  await org.call('PATCH', address, { additions: [resource] })
  return { resourceSet, resource }
}

export const adminRoleRows: Rows = {
  'okta.list_custom_roles': listing({
    async given(org) {
      await newCustomRole(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/iam/roles'],
    gives: { roles: '*', hasMore: false },
  }),
  'okta.read_custom_role': reading({
    given: async (org) => ({ role: await newCustomRole(org) }),
    sends: ['GET /api/v1/iam/roles/{role}'],
    gives: { id: '{role}', label: '*' },
    missing: noRole,
  }),
  'okta.create_custom_role': creating({
    given: () => ({ label: newName('New role'), description: 'For a row', permissions: ['okta.users.read'] }),
    sends: [
      'POST /api/v1/iam/roles {"label":"{label}","description":"{description}","permissions":{permissions}}',
    ],
    gives: { id: '*', label: '{label}' },
    missing: { never: 'it stands alone' },
    again: { fails: 'okta_E0000001' },
  }),
  'okta.delete_custom_role': deleting({
    given: async (org) => ({ role: await newCustomRole(org) }),
    sends: ['GET /api/v1/iam/roles/{role}', 'DELETE /api/v1/iam/roles/{role}'],
    missing: noRole,
  }),
  'okta.list_role_permissions': reading({
    given: async (org) => ({ role: await newCustomRole(org), limit: 100 }),
    sends: ['GET /api/v1/iam/roles/{role}/permissions'],
    gives: { permissions: [{ label: 'okta.users.read' }], hasMore: false },
    missing: noRole,
  }),
  'okta.add_permission_to_role': changing({
    given: async (org) => ({ role: await newCustomRole(org), permission: 'okta.groups.read' }),
    sends: [
      'GET /api/v1/iam/roles/{role}/permissions/{permission}',
      'POST /api/v1/iam/roles/{role}/permissions/{permission} {}',
    ],
    gives: { statusCode: 204 },
    missing: noRole,
    again: { gives: { statusCode: 200 } },
  }),
  'okta.remove_permission_from_role': changing({
    async given(org) {
      const role = await newCustomRole(org)
      await org.call('POST', `/api/v1/iam/roles/${role}/permissions/okta.groups.read`)
      return { role, permission: 'okta.groups.read' }
    },
    sends: ['DELETE /api/v1/iam/roles/{role}/permissions/{permission}'],
    gives: { statusCode: 204 },
    missing: noRole,
  }),
  'okta.list_resource_sets': listing({
    async given(org) {
      await newResourceSet(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/iam/resource-sets'],
    gives: { sets: '*', hasMore: false },
  }),
  'okta.read_resource_set': reading({
    given: async (org) => ({ resourceSet: await newResourceSet(org) }),
    sends: ['GET /api/v1/iam/resource-sets/{resourceSet}'],
    gives: { id: '{resourceSet}', label: '*' },
    missing: noSet,
  }),
  'okta.create_resource_set': creating({
    given: (org) => ({ label: newName('New set'), description: 'For a row', resources: [groupAddress(org)] }),
    sends: [
      'POST /api/v1/iam/resource-sets {"label":"{label}","description":"{description}","resources":{resources}}',
    ],
    gives: { id: '*', label: '{label}' },
    missing: { never: 'it stands alone' },
    again: { gives: { id: '*', label: '{label}' } },
  }),
  'okta.delete_resource_set': deleting({
    given: async (org) => ({ resourceSet: await newResourceSet(org) }),
    sends: ['GET /api/v1/iam/resource-sets/{resourceSet}', 'DELETE /api/v1/iam/resource-sets/{resourceSet}'],
    missing: noSet,
  }),
  'okta.list_resource_set_resources': reading({
    given: async (org) => ({ resourceSet: await newResourceSet(org), limit: 100 }),
    sends: ['GET /api/v1/iam/resource-sets/{resourceSet}/resources'],
    gives: { resources: '*', hasMore: false },
    missing: noSet,
  }),
  'okta.add_resource_to_resource_set': changing({
    given: async (org) => ({ resourceSet: await newResourceSet(org), resource: groupAddress(org) }),
    sends: [
      'GET /api/v1/iam/resource-sets/{resourceSet}/resources',
      'PATCH /api/v1/iam/resource-sets/{resourceSet}/resources {"additions":["{resource}"]}',
      'GET /api/v1/iam/resource-sets/{resourceSet}/resources',
    ],
    gives: { id: '*' },
    missing: noSet,
  }),
  'okta.remove_resource_from_resource_set': changing({
    given: newResource,
    sends: [
      'GET /api/v1/iam/resource-sets/{resourceSet}/resources',
      'DELETE /api/v1/iam/resource-sets/{resourceSet}/resources/*',
    ],
    gives: { changed: true },
    missing: noSet,
    again: { gives: { changed: false } },
  }),
  'okta.list_resource_set_bindings': reading({
    given: async (org) => ({ resourceSet: (await newBinding(org)).resourceSet, limit: 100 }),
    sends: ['GET /api/v1/iam/resource-sets/{resourceSet}/bindings'],
    gives: { roles: [{ id: '*' }], hasMore: false },
    missing: noSet,
  }),
  'okta.list_binding_members': reading({
    async given(org) {
      const { resourceSet, role } = await newBinding(org)
      return { resourceSet, role, limit: 100 }
    },
    sends: ['GET /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}/members'],
    gives: { members: [{ id: '*' }], hasMore: false },
    missing: noSet,
  }),
  'okta.add_member_to_binding': changing({
    given: async (org) => ({ ...(await newBinding(org)), kind: 'user', member: newUser(org) }),
    sends: [
      'GET /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}',
      'GET /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}/members',
      'PATCH /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}/members {"additions":["{org}/api/v1/users/{member}"]}',
    ],
    gives: { changed: true },
    missing: noSet,
    again: { gives: { changed: false } },
  }),
  'okta.remove_member_from_binding': changing({
    given: async (org) => ({ ...(await newBinding(org)), kind: 'user' }),
    sends: [
      'GET /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}',
      'GET /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}/members',
      'DELETE /api/v1/iam/resource-sets/{resourceSet}/bindings/{role}/members/*',
    ],
    gives: { changed: true },
    missing: { ...noSet, gives: { changed: false } },
    again: { gives: { changed: false } },
    leaves: { isBound: true, membership: '*' },
  }),
}
