import { field, z } from '@keyway/sdk'
import { needsTokenOrClient, tokenOrClient } from '../client-credentials.ts'
import { optional, withDefault } from '../input.ts'

export const connection = z
  .object({
    ...tokenOrClient(),
    enterpriseId: field(optional(z.string().trim()), {
      title: 'Enterprise ID',
      description: 'Of the enterprise that the client signs in for.',
    }),
    baseUrl: field(withDefault(z.url({ protocol: /^https?$/ }), 'https://api.box.com'), {
      title: 'Base URL',
    }),
  })
  .superRefine((settings, context) => {
    needsTokenOrClient(settings, context)
    if (settings.accessToken === undefined && settings.enterpriseId === undefined) {
      context.addIssue({ code: 'custom', path: ['enterpriseId'], message: 'Needed without an access token.' })
    }
  })
