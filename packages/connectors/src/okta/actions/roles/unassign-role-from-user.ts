import { defineAction, z } from '@keyway/sdk'
import { statusCode, userId } from '../../fields.ts'
import { heldRole, readRole, unassignRole, type Holder } from '../../roles.ts'

const holder = (input: { user: string }): Holder => ({ kind: 'user', id: input.user })

export const unassignRoleFromUser = defineAction({
  id: 'okta.unassign_role_from_user',
  title: 'Unassign role from user',
  description: 'Takes an admin role from a user. One that is not there is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.roles.manage'],
  standsFor: ['torq:Unassign a role from a user'],
  input: z.object({ user: userId, ...heldRole }),
  output: z.object({ statusCode }),
  run: (input, { http }) => unassignRole(http, holder(input), input),
  readState: (input, context) => readRole(context, holder(input), input),
  inverse: {
    action: 'okta.assign_role_to_user',
    input: ({ input, before }) => (before === null ? undefined : { user: input.user, ...before }),
  },
})
