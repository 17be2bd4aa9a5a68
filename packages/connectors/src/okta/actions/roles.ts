import type { Action } from '@keyway/sdk'
import { addRoleApplicationTarget } from './roles/add-role-application-target.ts'
import { addRoleGroupTarget } from './roles/add-role-group-target.ts'
import { assignRoleToClient } from './roles/assign-role-to-client.ts'
import { assignRoleToGroup } from './roles/assign-role-to-group.ts'
import { assignRoleToUser } from './roles/assign-role-to-user.ts'
import { listAdministrators } from './roles/list-administrators.ts'
import { listClientRoles } from './roles/list-client-roles.ts'
import { listGroupRoles } from './roles/list-group-roles.ts'
import { listRoleApplicationTargets } from './roles/list-role-application-targets.ts'
import { listRoleGroupTargets } from './roles/list-role-group-targets.ts'
import { listUserRoles } from './roles/list-user-roles.ts'
import { removeRoleApplicationTarget } from './roles/remove-role-application-target.ts'
import { removeRoleGroupTarget } from './roles/remove-role-group-target.ts'
import { unassignRoleFromClient } from './roles/unassign-role-from-client.ts'
import { unassignRoleFromGroup } from './roles/unassign-role-from-group.ts'
import { unassignRoleFromUser } from './roles/unassign-role-from-user.ts'

export const roleActions: readonly Action[] = [
  addRoleApplicationTarget,
  addRoleGroupTarget,
  assignRoleToClient,
  assignRoleToGroup,
  assignRoleToUser,
  listAdministrators,
  listClientRoles,
  listGroupRoles,
  listRoleApplicationTargets,
  listRoleGroupTargets,
  listUserRoles,
  removeRoleApplicationTarget,
  removeRoleGroupTarget,
  unassignRoleFromClient,
  unassignRoleFromGroup,
  unassignRoleFromUser,
]
