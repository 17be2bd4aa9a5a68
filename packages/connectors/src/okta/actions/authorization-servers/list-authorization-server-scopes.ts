import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { authorizationServer } from '../../fields.ts'
import { authorizationServerScopeKind } from '../../kinds/authorization-server-scope.ts'
import { defineListing } from '../../listing.ts'

export const listAuthorizationServerScopes = defineListing({
  id: 'okta.list_authorization_server_scopes',
  title: 'List scopes of authorization server',
  description: 'Lists the scopes of an authorization server.',
  scopes: ['okta.authorizationServers.read'],
  input: z.object({ server: authorizationServer, limit }),
  list: (input) => ({
    path: path`/api/v1/authorizationServers/${input.server}/scopes`,
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('scopes', authorizationServerScopeKind),
})
