import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { authorizationServer } from '../../fields.ts'
import { authorizationServerPolicyKind } from '../../kinds/authorization-server-policy.ts'
import { defineListing } from '../../listing.ts'

export const listAuthorizationServerPolicies = defineListing({
  id: 'okta.list_authorization_server_policies',
  title: 'List policies of authorization server',
  description: 'Lists the policies of an authorization server.',
  scopes: ['okta.authorizationServers.read'],
  input: z.object({ server: authorizationServer, limit }),
  list: (input) => ({
    path: path`/api/v1/authorizationServers/${input.server}/policies`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('policies', authorizationServerPolicyKind),
})
