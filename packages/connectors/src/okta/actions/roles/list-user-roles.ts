import { z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { roleRecord, toRole } from '../../records/roles.ts'
import { rolesOf } from '../../roles.ts'

export const listUserRoles = defineListing({
  id: 'okta.list_user_roles',
  title: 'List roles of user',
  description: 'Lists the admin roles that a user has, also those that a group gives.',
  scopes: ['okta.roles.read'],
  standsFor: ['torq:List user-assigned roles'],
  input: z.object({ user: userId }),
  output: z.object({ roles: z.array(roleRecord) }),
  list: (input) => ({ path: rolesOf({ kind: 'user', id: input.user }), ...inOneAnswer }),
  toItem: toRole,
  toOutput: (roles) => ({ roles }),
})
