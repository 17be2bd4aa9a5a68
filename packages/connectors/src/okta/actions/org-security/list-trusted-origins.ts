import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { trustedOriginKind } from '../../kinds/trusted-origin.ts'
import { defineListing } from '../../listing.ts'

export const listTrustedOrigins = defineListing({
  id: 'okta.list_trusted_origins',
  title: 'List trusted origins',
  description: 'Lists the origins that may call Okta from a browser or be redirected to.',
  scopes: ['okta.trustedOrigins.read'],
  input: z.object({
    query: field(optional(z.string()), { title: 'Query', description: 'A part of a name or an origin.' }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/trustedOrigins`,
    query: { q: input.query },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('origins', trustedOriginKind),
})
