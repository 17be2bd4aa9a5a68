import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { customDomainKind } from '../../kinds/custom-domain.ts'
import { defineListing } from '../../listing.ts'

export const listCustomDomains = defineListing({
  id: 'okta.list_custom_domains',
  title: 'List custom domains',
  description: 'Lists the domains of its own that the org answers at.',
  scopes: ['okta.domains.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/domains`, pageSize: null, limit: input.limit }),
  ...listOf('domains', customDomainKind),
})
