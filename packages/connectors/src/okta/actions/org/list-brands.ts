import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { brandKind } from '../../kinds/brand.ts'
import { defineListing } from '../../listing.ts'

export const listBrands = defineListing({
  id: 'okta.list_brands',
  title: 'List brands',
  description: 'Lists the brands of the org.',
  scopes: ['okta.brands.read'],
  input: z.object({
    query: field(optional(z.string()), { title: 'Query', description: 'A part of a name.' }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/brands`,
    query: { q: input.query },
    pageSize: 200,
    limit: input.limit,
  }),
  ...listOf('brands', brandKind),
})
