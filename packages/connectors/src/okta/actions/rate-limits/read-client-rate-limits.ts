import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { clientRateLimitsKind } from '../../kinds/client-rate-limits.ts'

export const readClientRateLimits = defineReading({
  id: 'okta.read_client_rate_limits',
  title: 'Read client-based rate limits',
  description: 'Reads what Okta does with a client that alone uses up the budget of sign-in.',
  scopes: ['okta.rateLimits.read'],
  input: z.object({}),
  kind: clientRateLimitsKind,
  at: () => path`/api/v1/rate-limit-settings/per-client`,
})
