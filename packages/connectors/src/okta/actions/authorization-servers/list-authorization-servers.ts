import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { authorizationServerKind } from '../../kinds/authorization-server.ts'
import { defineListing } from '../../listing.ts'

export const listAuthorizationServers = defineListing({
  id: 'okta.list_authorization_servers',
  title: 'List authorization servers',
  description: 'Lists the custom authorization servers of the org.',
  scopes: ['okta.authorizationServers.read'],
  input: z.object({
    query: field(optional(z.string()), { title: 'Query', description: 'A part of a name or an audience.' }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/authorizationServers`,
    query: { q: input.query },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('servers', authorizationServerKind),
})
