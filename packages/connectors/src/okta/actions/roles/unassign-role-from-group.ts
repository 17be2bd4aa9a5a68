import { defineAction, z } from '@keyway/sdk'
import { group, statusCode } from '../../fields.ts'
import { heldRole, readRole, unassignRole, type Holder } from '../../roles.ts'

const holder = (input: { group: string }): Holder => ({ kind: 'group', id: input.group })

export const unassignRoleFromGroup = defineAction({
  id: 'okta.unassign_role_from_group',
  title: 'Unassign role from group',
  description: 'Takes an admin role from a group. One that is not there is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.roles.manage'],
  input: z.object({ group, ...heldRole }),
  output: z.object({ statusCode }),
  run: (input, { http }) => unassignRole(http, holder(input), input),
  readState: (input, context) => readRole(context, holder(input), input),
  inverse: {
    action: 'okta.assign_role_to_group',
    input: ({ input, before }) => (before === null ? undefined : { group: input.group, ...before }),
  },
})
