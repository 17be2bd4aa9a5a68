import { defineAction, path, z } from '@keyway/sdk'
import { deleteWithin, findAt } from '../../client.ts'
import { statusCode, userId } from '../../fields.ts'
import { client, clientTokens, token } from '../../grants.ts'
import { toRefreshToken } from '../../records/grants.ts'

export const revokeClientTokenOfUser = defineAction({
  id: 'okta.revoke_client_token_of_user',
  title: 'Revoke token of user for client',
  description: 'Revokes one refresh token that a client has of a user. One that is gone is no error.',
  effect: 'idempotent',
  urgent: true,
  scopes: ['okta.users.manage'],
  input: z.object({ user: userId, client, token }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, {
      path: path`/api/v1/users/${input.user}/clients/${input.client}/tokens/${input.token}`,
      within: clientTokens(input),
    })
    return { statusCode: status }
  },
  async readState(input, { http }) {
    const { user, client: id, token: tokenId } = input
    const found = await findAt(http, path`/api/v1/users/${user}/clients/${id}/tokens/${tokenId}`)
    if (found === undefined) return null
    const { scopes, status } = toRefreshToken(found)
    return { scopes, status }
  },
})
