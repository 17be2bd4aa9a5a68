import { defineAction, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { roleRecord } from '../../records/roles.ts'
import { assignRole, disableNotifications, findRole, readRole, wantedRole, type Holder } from '../../roles.ts'

const holder = (input: { user: string }): Holder => ({ kind: 'user', id: input.user })

export const assignRoleToUser = defineAction({
  id: 'okta.assign_role_to_user',
  title: 'Assign role to user',
  description:
    'Gives a user an admin role of Okta, standard or custom. One that is there already counts as done.',
  effect: 'write',
  scopes: ['okta.roles.manage'],
  standsFor: ['torq:Assign a role to a user'],
  input: z.object({ user: userId, ...wantedRole, disableNotifications }),
  output: roleRecord,
  run: (input, { http }) => assignRole(http, holder(input), input),
  lookUp: (input, { http }) => findRole(http, holder(input), input),
  readState: (input, context) => readRole(context, holder(input), input),
  inverse: {
    action: 'okta.unassign_role_from_user',
    input: ({ input: { user, role, resourceSet }, before }) =>
      before === null ? { user, role, resourceSet: resourceSet ?? null } : undefined,
  },
})
