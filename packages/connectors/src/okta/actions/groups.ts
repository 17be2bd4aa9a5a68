import type { Action } from '@keyway/sdk'
import { addUserToGroup } from './groups/add-user-to-group.ts'
import { createGroup } from './groups/create-group.ts'
import { listGroupMembers } from './groups/list-group-members.ts'
import { readGroup } from './groups/read-group.ts'
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
]
