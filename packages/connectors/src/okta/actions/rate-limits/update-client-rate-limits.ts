import { field, path, z } from '@keyway/sdk'
import { defineReplacement } from '../../define/replacement.ts'
import { clientRateLimitsKind } from '../../kinds/client-rate-limits.ts'

export const updateClientRateLimits = defineReplacement({
  id: 'okta.update_client_rate_limits',
  title: 'Update client-based rate limits',
  description: 'Says what Okta does with a client that alone uses up the budget of sign-in.',
  scopes: ['okta.rateLimits.manage'],
  input: z.object({
    mode: field(z.enum(['DISABLE', 'PREVIEW', 'ENFORCE']), {
      title: 'Mode',
      description: 'PREVIEW: only write it to the System Log. ENFORCE: refuse it.',
    }),
  }),
  kind: clientRateLimitsKind,
  at: () => path`/api/v1/rate-limit-settings/per-client`,
  fields: ({ mode }) => ({ defaultMode: mode }),
  restore: ({ defaultMode }) => ({ mode: defaultMode }),
})
