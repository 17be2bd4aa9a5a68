import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { policyKind } from '../../kinds/policy.ts'
import { defineListing } from '../../listing.ts'
import { policyType } from '../../policies.ts'

export const listPolicies = defineListing({
  id: 'okta.list_policies',
  title: 'List policies',
  description: 'Lists the policies of one type, in order.',
  scopes: ['okta.policies.read'],
  input: z.object({
    type: policyType,
    status: field(optional(z.enum(['ACTIVE', 'INACTIVE'])), { title: 'Status' }),
    limit,
  }),
  list: (input) => ({
    path: path`/api/v1/policies`,
    query: { type: input.type, status: input.status },
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('policies', policyKind),
})
