import type { Action } from '@keyway/sdk'
import { assignGroupToApplication } from './applications/assign-group-to-application.ts'
import { assignUserToApplication } from './applications/assign-user-to-application.ts'
import { listApplicationGroups } from './applications/list-application-groups.ts'
import { listApplicationUsers } from './applications/list-application-users.ts'
import { readApplication } from './applications/read-application.ts'
import { readApplicationUser } from './applications/read-application-user.ts'
import { removeUserFromApplication } from './applications/remove-user-from-application.ts'
import { searchApplications } from './applications/search-applications.ts'

export const applicationActions: readonly Action[] = [
  readApplication,
  searchApplications,
  listApplicationUsers,
  readApplicationUser,
  assignUserToApplication,
  removeUserFromApplication,
  listApplicationGroups,
  assignGroupToApplication,
]
