import type { Action } from '@keyway/sdk'
import { addMemberToBinding } from './admin-roles/add-member-to-binding.ts'
import { addPermissionToRole } from './admin-roles/add-permission-to-role.ts'
import { addResourceToResourceSet } from './admin-roles/add-resource-to-resource-set.ts'
import { createCustomRole } from './admin-roles/create-custom-role.ts'
import { createResourceSet } from './admin-roles/create-resource-set.ts'
import { deleteCustomRole } from './admin-roles/delete-custom-role.ts'
import { deleteResourceSet } from './admin-roles/delete-resource-set.ts'
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

export const adminRoleActions: readonly Action[] = [
  listBindingMembers,
  listCustomRoles,
  listResourceSetBindings,
  listResourceSetResources,
  listResourceSets,
  listRolePermissions,
  readCustomRole,
  readResourceSet,
  createCustomRole,
  createResourceSet,
  addMemberToBinding,
  addPermissionToRole,
  addResourceToResourceSet,
  deleteCustomRole,
  deleteResourceSet,
  removeMemberFromBinding,
  removePermissionFromRole,
  removeResourceFromResourceSet,
]
