import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { authenticatorKind } from '../../kinds/authenticator.ts'
import { defineListing } from '../../listing.ts'

export const listAuthenticators = defineListing({
  id: 'okta.list_authenticators',
  title: 'List authenticators',
  description: 'Lists the authenticators of the org, active or not.',
  scopes: ['okta.authenticators.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/authenticators`, pageSize: null, limit: input.limit }),
  ...listOf('authenticators', authenticatorKind),
})
