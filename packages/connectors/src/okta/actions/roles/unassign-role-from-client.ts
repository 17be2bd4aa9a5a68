import { defineAction, z } from '@keyway/sdk'
import { statusCode } from '../../fields.ts'
import { client } from '../../grants.ts'
import { heldRole, readRole, unassignRole, type Holder } from '../../roles.ts'

const holder = (input: { client: string }): Holder => ({ kind: 'client', id: input.client })

export const unassignRoleFromClient = defineAction({
  id: 'okta.unassign_role_from_client',
  title: 'Unassign role from client',
  description: 'Takes an admin role from a service app. One that is not there is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.roles.manage'],
  input: z.object({ client, ...heldRole }),
  output: z.object({ statusCode }),
  run: (input, { http }) => unassignRole(http, holder(input), input),
  readState: (input, context) => readRole(context, holder(input), input),
  inverse: {
    action: 'okta.assign_role_to_client',
    input: ({ input, before }) => (before === null ? undefined : { client: input.client, ...before }),
  },
})
