import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { addMemberToBinding } from './admin-roles/add-member-to-binding.ts'
import { addPermissionToRole } from './admin-roles/add-permission-to-role.ts'
import { addResourceToResourceSet } from './admin-roles/add-resource-to-resource-set.ts'
import { createCustomRole } from './admin-roles/create-custom-role.ts'
import { createResourceSet } from './admin-roles/create-resource-set.ts'
import { deleteCustomRole } from './admin-roles/delete-custom-role.ts'
import { listBindingMembers } from './admin-roles/list-binding-members.ts'
import { listCustomRoles } from './admin-roles/list-custom-roles.ts'
import { listResourceSetBindings } from './admin-roles/list-resource-set-bindings.ts'
import { listResourceSetResources } from './admin-roles/list-resource-set-resources.ts'
import { listResourceSets } from './admin-roles/list-resource-sets.ts'
import { listRolePermissions } from './admin-roles/list-role-permissions.ts'
import { readCustomRole } from './admin-roles/read-custom-role.ts'
import { readResourceSet } from './admin-roles/read-resource-set.ts'
import { removeMemberFromBinding } from './admin-roles/remove-member-from-binding.ts'
import { removePermissionFromRole } from './admin-roles/remove-permission-from-role.ts'
import { removeResourceFromResourceSet } from './admin-roles/remove-resource-from-resource-set.ts'

let org: TestOrg
let group: string
beforeAll(async () => {
  org = await startOrg()
  group = org.sim.org.createGroup({ name: 'Helped' }).id
})
afterAll(() => org.sim.close())

const newRole = (label: string) => ({ label, description: 'd', permissions: ['okta.users.read'] })
const groupAddress = () => `${org.sim.url}/api/v1/groups/${group}`
const newSet = (label: string) => ({ label, description: 'd', resources: [groupAddress()] })

test('custom roles are created, found again, read by label and taken back', async () => {
  const input = newRole('Helper')
  expect(await org.lookUp(createCustomRole, input)).toBeUndefined()
  const role = idOf(await org.run(createCustomRole, input))
  expect(await org.lookUp(createCustomRole, input)).toMatchObject({ id: role })
  expect(await org.run(readCustomRole, { role: 'Helper' })).toMatchObject({ id: role })
  expect(await org.run(listCustomRoles)).toMatchObject({ roles: [{ id: role }] })
  const [nothing, made, gone] = await org.runAndUndo(createCustomRole, newRole('Mistake'))
  expect([nothing, made, gone]).toMatchObject([null, { label: 'Mistake' }, null])
  await expect(org.run(deleteCustomRole, { role: 'cr0None' })).rejects.toMatchObject({
    code: 'okta_E0000007',
  })
})

test('permissions come and go', async () => {
  const role = idOf(await org.run(createCustomRole, newRole('Changing')))
  const input = { role, permission: 'okta.groups.read' }
  const [before, between, after] = await org.runAndUndo(addPermissionToRole, input)
  expect([before, between, after]).toMatchObject([
    { hasPermission: false },
    { hasPermission: true },
    { hasPermission: false },
  ])
  expect(await org.run(addPermissionToRole, input)).toEqual({ statusCode: 204 })
  expect(await org.run(addPermissionToRole, input)).toEqual({ statusCode: 200 })
  expect(await org.run(listRolePermissions, { role })).toMatchObject({
    permissions: [{ label: 'okta.users.read' }, { label: 'okta.groups.read' }],
  })
  expect(await org.runAndUndo(removePermissionFromRole, input)).toMatchObject([
    { hasPermission: true },
    { hasPermission: false },
    { hasPermission: true },
  ])
  await expect(org.run(removePermissionFromRole, { ...input, role: 'cr0None' })).rejects.toMatchObject({
    code: 'okta_E0000007',
  })
})

test('resource sets are created and taken back, and resources come and go', async () => {
  const [nothing, made, gone] = await org.runAndUndo(createResourceSet, newSet('Mistake'))
  expect([nothing, made, gone]).toMatchObject([null, { label: 'Mistake' }, null])
  const resourceSet = idOf(await org.run(createResourceSet, newSet('Set')))
  expect(await org.lookUp(createResourceSet, newSet('Set'))).toMatchObject({ id: resourceSet })
  expect(await org.run(readResourceSet, { resourceSet: 'Set' })).toMatchObject({ id: resourceSet })
  expect(await org.run(listResourceSets)).toMatchObject({ sets: [{ id: resourceSet }] })
  const other = org.sim.org.createGroup({ name: 'Also helped' }).id
  const input = { resourceSet, resource: `${org.sim.url}/api/v1/groups/${other}` }
  const [before, between, after] = await org.runAndUndo(addResourceToResourceSet, input)
  expect([before, between, after]).toEqual([null, { id: expect.any(String) }, null])
  await org.run(addResourceToResourceSet, input)
  await org.run(addResourceToResourceSet, input)
  expect(Object(await org.run(listResourceSetResources, { resourceSet })).resources).toHaveLength(2)
  expect(await org.run(removeResourceFromResourceSet, input)).toEqual({ changed: true })
  expect(await org.run(removeResourceFromResourceSet, input)).toEqual({ changed: false })
})

test('who has a role for a resource set comes and goes, the first and the last as well', async () => {
  const role = idOf(await org.run(createCustomRole, newRole('Bound')))
  const resourceSet = idOf(await org.run(createResourceSet, newSet('Bound set')))
  const login = 'helper@acme.test'
  const profile = { login, email: login, firstName: 'H', lastName: 'H' }
  const member = org.sim.org.createUser({ profile }).id
  const input = { resourceSet, role, kind: 'user', member }
  const [before, between, after] = await org.runAndUndo(addMemberToBinding, input)
  expect(before).toMatchObject({ membership: null })
  expect(between).toEqual({ isBound: true, membership: expect.any(String) })
  expect(after).toMatchObject({ membership: null })
  expect(await org.run(addMemberToBinding, input)).toEqual({ changed: true })
  expect(await org.run(addMemberToBinding, input)).toEqual({ changed: false })
  expect(await org.run(addMemberToBinding, { ...input, kind: 'group', member: group })).toEqual({
    changed: true,
  })
  expect(Object(await org.run(listBindingMembers, { resourceSet, role })).members).toHaveLength(2)
  expect(await org.run(listResourceSetBindings, { resourceSet })).toMatchObject({ roles: [{ id: role }] })
  expect(await org.run(removeMemberFromBinding, input)).toEqual({ changed: true })
  expect(await org.run(removeMemberFromBinding, input)).toEqual({ changed: false })
})
