import { defineAction, z } from '@keyway/sdk'
import { statusCode, userId } from '../../fields.ts'
import { client, clientGrants, grantIdsAt } from '../../grants.ts'

export const revokeClientGrantsOfUser = defineAction({
  id: 'okta.revoke_client_grants_of_user',
  title: 'Revoke grants of user to client',
  description: 'Takes back every scope that a user let one client have. Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId, client }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await http.request({ method: 'DELETE', path: clientGrants(input) })
    return { statusCode: status }
  },
  readState: async (input, { http }) => ({ grants: await grantIdsAt(http, clientGrants(input)) }),
})
