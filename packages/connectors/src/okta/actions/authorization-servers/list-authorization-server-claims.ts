import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { authorizationServer } from '../../fields.ts'
import { authorizationServerClaimKind } from '../../kinds/authorization-server-claim.ts'
import { defineListing } from '../../listing.ts'

export const listAuthorizationServerClaims = defineListing({
  id: 'okta.list_authorization_server_claims',
  title: 'List claims of authorization server',
  description: 'Lists the claims of an authorization server.',
  scopes: ['okta.authorizationServers.read'],
  input: z.object({ server: authorizationServer, limit }),
  list: (input) => ({
    path: path`/api/v1/authorizationServers/${input.server}/claims`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('claims', authorizationServerClaimKind),
})
