import { defineAction, z } from '@keyway/sdk'
import { statusCode, userId } from '../../fields.ts'
import { grantIdsAt, grantsOf } from '../../grants.ts'

export const revokeUserGrants = defineAction({
  id: 'okta.revoke_user_grants',
  title: 'Revoke all grants of user',
  description: 'Takes back every scope that a user let clients have. Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await http.request({ method: 'DELETE', path: grantsOf(input.user) })
    return { statusCode: status }
  },
  readState: async (input, { http }) => ({ grants: await grantIdsAt(http, grantsOf(input.user)) }),
})
