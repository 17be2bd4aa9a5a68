import { field, z } from '@keyway/sdk'
import { needsTokenOrClient, tokenOrClient } from '../client-credentials.ts'

export const connection = z
  .object({
    baseUrl: field(z.url({ protocol: /^https?$/ }), {
      title: 'Tenant URL',
      description: 'The canonical one, also where there is a custom domain.',
      placeholder: 'https://acme.eu.auth0.com',
    }),
    ...tokenOrClient(),
  })
  .superRefine(needsTokenOrClient)
