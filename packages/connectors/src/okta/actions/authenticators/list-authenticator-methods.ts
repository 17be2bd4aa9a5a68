import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { authenticator } from '../../fields.ts'
import { authenticatorMethodKind } from '../../kinds/authenticator-method.ts'
import { defineListing } from '../../listing.ts'

export const listAuthenticatorMethods = defineListing({
  id: 'okta.list_authenticator_methods',
  title: 'List authenticator methods',
  description: 'Lists the methods of an authenticator: push, one-time codes and others.',
  scopes: ['okta.authenticators.read'],
  input: z.object({ authenticator, limit }),
  list: (input) => ({
    path: path`/api/v1/authenticators/${input.authenticator}/methods`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('methods', authenticatorMethodKind),
})
