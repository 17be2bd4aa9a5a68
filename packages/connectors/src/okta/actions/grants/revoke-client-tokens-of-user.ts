import { defineAction, z } from '@keyway/sdk'
import { statusCode, userId } from '../../fields.ts'
import { client, clientTokens, tokenIdsAt } from '../../grants.ts'

export const revokeClientTokensOfUser = defineAction({
  id: 'okta.revoke_client_tokens_of_user',
  title: 'Revoke tokens of user for client',
  description:
    'Revokes every refresh token that a client has of a user. Access tokens that are out live until they expire. ' +
    'Repeating it changes nothing.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId, client }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await http.request({ method: 'DELETE', path: clientTokens(input) })
    return { statusCode: status }
  },
  readState: async (input, { http }) => ({ tokens: await tokenIdsAt(http, clientTokens(input)) }),
})
