import { z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { userId } from '../../fields.ts'
import { client, clientTokens } from '../../grants.ts'
import { defineListing } from '../../listing.ts'
import { refreshTokenRecord, toRefreshToken } from '../../records/grants.ts'

export const listClientTokensOfUser = defineListing({
  id: 'okta.list_client_tokens_of_user',
  title: 'List tokens of user for client',
  description: 'Lists the refresh tokens that a client has of a user.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId, client, limit }),
  output: z.object({ tokens: z.array(refreshTokenRecord), hasMore }),
  list: (input) => ({ path: clientTokens(input), pageSize: 200, limit: input.limit }),
  toItem: toRefreshToken,
  toOutput: (tokens, more) => ({ tokens, hasMore: more }),
})
