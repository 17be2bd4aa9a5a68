import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { identityProviderKind } from '../../kinds/identity-provider.ts'
import { defineListing } from '../../listing.ts'

export const listIdentityProviders = defineListing({
  id: 'okta.list_identity_providers',
  title: 'List identity providers',
  description: 'Lists the identity providers that people may sign in with, without their secrets.',
  scopes: ['okta.idps.read'],
  input: z.object({
    query: field(optional(z.string()), { title: 'Name starts with' }),
    type: field(optional(z.string()), {
      title: 'Type',
      description: 'As Okta names it, such as SAML2, OIDC or GOOGLE.',
    }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/idps`,
    query: { q: input.query, type: input.type },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('providers', identityProviderKind),
})
