import type { Action } from '@keyway/sdk'
import { activateApplication } from './applications/activate-application.ts'
import { assignGroupToApplication } from './applications/assign-group-to-application.ts'
import { assignUserToApplication } from './applications/assign-user-to-application.ts'
import { deactivateApplication } from './applications/deactivate-application.ts'
import { grantApplicationScope } from './applications/grant-application-scope.ts'
import { listApplicationFeatures } from './applications/list-application-features.ts'
import { listApplicationGrants } from './applications/list-application-grants.ts'
import { listApplicationGroups } from './applications/list-application-groups.ts'
import { listApplicationTokens } from './applications/list-application-tokens.ts'
import { listApplicationUsers } from './applications/list-application-users.ts'
import { listUserApplications } from './applications/list-user-applications.ts'
import { readApplicationUserSchema } from './applications/read-application-user-schema.ts'
import { readApplicationUser } from './applications/read-application-user.ts'
import { readApplication } from './applications/read-application.ts'
import { removeGroupFromApplication } from './applications/remove-group-from-application.ts'
import { removeUserFromApplication } from './applications/remove-user-from-application.ts'
import { revokeApplicationScope } from './applications/revoke-application-scope.ts'
import { revokeApplicationToken } from './applications/revoke-application-token.ts'
import { revokeApplicationTokens } from './applications/revoke-application-tokens.ts'
import { searchApplications } from './applications/search-applications.ts'
import { updateApplicationUser } from './applications/update-application-user.ts'

export const applicationActions: readonly Action[] = [
  readApplication,
  searchApplications,
  listApplicationUsers,
  readApplicationUser,
  assignUserToApplication,
  removeUserFromApplication,
  listApplicationGroups,
  assignGroupToApplication,
  activateApplication,
  deactivateApplication,
  grantApplicationScope,
  listApplicationFeatures,
  listApplicationGrants,
  listApplicationTokens,
  listUserApplications,
  readApplicationUserSchema,
  removeGroupFromApplication,
  revokeApplicationScope,
  revokeApplicationToken,
  revokeApplicationTokens,
  updateApplicationUser,
]
