import { defineAction, z } from '@keyway/sdk'
import { client } from '../../grants.ts'
import { roleRecord } from '../../records/roles.ts'
import { assignRole, findRole, readRole, wantedRole, type Holder } from '../../roles.ts'

const holder = (input: { client: string }): Holder => ({ kind: 'client', id: input.client })

export const assignRoleToClient = defineAction({
  id: 'okta.assign_role_to_client',
  title: 'Assign role to client',
  description:
    'Gives a service app an admin role of Okta, standard or custom. One that is there already counts as done.',
  effect: 'write',
  scopes: ['okta.roles.manage'],
  input: z.object({ client, ...wantedRole }),
  output: roleRecord,
  run: (input, { http }) => assignRole(http, holder(input), input),
  lookUp: (input, { http }) => findRole(http, holder(input), input),
  readState: (input, context) => readRole(context, holder(input), input),
  inverse: {
    action: 'okta.unassign_role_from_client',
    input: ({ input: { client, role, resourceSet }, before }) =>
      before === null ? { client, role, resourceSet: resourceSet ?? null } : undefined,
  },
})
