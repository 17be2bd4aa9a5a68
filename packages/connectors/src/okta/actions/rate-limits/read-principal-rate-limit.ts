import { defineAction, field, z } from '@keyway/sdk'
import { principalRateLimitKind } from '../../kinds/principal-rate-limit.ts'
import { findPrincipalLimit, principal, principalType } from '../../principals.ts'

export const readPrincipalRateLimit = defineAction({
  id: 'okta.read_principal_rate_limit',
  title: 'Read rate limit of principal',
  description: 'Reads the share that an API token or an app has in the rate limits of the org.',
  effect: 'read',
  scopes: ['okta.principalRateLimits.read'],
  input: z.object({ principalType, principal }),
  output: z.object({
    limit: field(principalRateLimitKind.schema.nullable(), {
      title: 'Limit',
      description: 'Empty where it has what the org gives everybody.',
    }),
  }),
  async run(input, { http }) {
    const found = await findPrincipalLimit(http, input)
    return { limit: found === undefined ? null : principalRateLimitKind.read(found) }
  },
})
