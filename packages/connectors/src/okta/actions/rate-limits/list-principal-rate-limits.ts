import { z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { principalRateLimitKind } from '../../kinds/principal-rate-limit.ts'
import { defineListing } from '../../listing.ts'
import { principalLimits, principalType } from '../../principals.ts'

export const listPrincipalRateLimits = defineListing({
  id: 'okta.list_principal_rate_limits',
  title: 'List rate limits of principals',
  description: 'Lists the API tokens or apps that have a share of their own in the rate limits of the org.',
  scopes: ['okta.principalRateLimits.read'],
  input: z.object({ principalType, limit }),
  list: (input) => ({
    path: principalLimits,
    query: { filter: `principalType eq "${input.principalType}"` },
    pageSize: 50,
    limit: input.limit,
  }),
  ...listOf('limits', principalRateLimitKind),
})
