import { defineAction, z } from '@keyway/sdk'
import { group } from '../../fields.ts'
import { roleRecord } from '../../records/roles.ts'
import { assignRole, disableNotifications, findRole, readRole, wantedRole, type Holder } from '../../roles.ts'

const holder = (input: { group: string }): Holder => ({ kind: 'group', id: input.group })

export const assignRoleToGroup = defineAction({
  id: 'okta.assign_role_to_group',
  title: 'Assign role to group',
  description:
    'Gives a group an admin role of Okta, which its members then have, standard or custom. One that is there already counts as done.',
  effect: 'write',
  scopes: ['okta.roles.manage'],
  input: z.object({ group, ...wantedRole, disableNotifications }),
  output: roleRecord,
  run: (input, { http }) => assignRole(http, holder(input), input),
  lookUp: (input, { http }) => findRole(http, holder(input), input),
  readState: (input, context) => readRole(context, holder(input), input),
  inverse: {
    action: 'okta.unassign_role_from_group',
    input: ({ input: { group, role, resourceSet }, before }) =>
      before === null ? { group, role, resourceSet: resourceSet ?? null } : undefined,
  },
})
