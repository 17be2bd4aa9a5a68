import type { Action } from '@keyway/sdk'
import { addGroupOwner } from './groups/add-group-owner.ts'
import { addUserToGroup } from './groups/add-user-to-group.ts'
import { createGroup } from './groups/create-group.ts'
import { deleteGroup } from './groups/delete-group.ts'
import { listGroupApplications } from './groups/list-group-applications.ts'
import { listGroupMembers } from './groups/list-group-members.ts'
import { listGroupOwners } from './groups/list-group-owners.ts'
import { readGroup } from './groups/read-group.ts'
import { removeGroupOwner } from './groups/remove-group-owner.ts'
import { removeUserFromGroup } from './groups/remove-user-from-group.ts'
import { searchGroups } from './groups/search-groups.ts'
import { updateGroup } from './groups/update-group.ts'

export const groupActions: readonly Action[] = [
  addUserToGroup,
  removeUserFromGroup,
  readGroup,
  searchGroups,
  createGroup,
  updateGroup,
  listGroupMembers,
  addGroupOwner,
  deleteGroup,
  listGroupApplications,
  listGroupOwners,
  removeGroupOwner,
]
