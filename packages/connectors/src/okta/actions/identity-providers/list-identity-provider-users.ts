import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { identityProvider } from '../../fields.ts'
import { identityProviderUserKind } from '../../kinds/identity-provider-user.ts'
import { defineListing } from '../../listing.ts'

export const listIdentityProviderUsers = defineListing({
  id: 'okta.list_identity_provider_users',
  title: 'List users of identity provider',
  description: 'Lists the users who are linked to an identity provider.',
  scopes: ['okta.idps.read'],
  input: z.object({ provider: identityProvider, limit }),
  list: (input) => ({ path: path`/api/v1/idps/${input.provider}/users`, pageSize: 200, limit: input.limit }),
  ...listOf('users', identityProviderUserKind),
})
