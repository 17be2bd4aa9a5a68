import { field, z } from '@keyway/sdk'
import { needsTokenOrClient, tokenOrClient } from '../client-credentials.ts'
import { withDefault } from '../input.ts'

export const connection = z
  .object({
    baseUrl: field(z.url({ protocol: /^https?$/ }), {
      title: 'Instance URL',
      description: 'My Domain of the org: clients sign in there too.',
      placeholder: 'https://acme.my.salesforce.com',
    }),
    ...tokenOrClient(),
    apiVersion: field(withDefault(z.string().regex(/^v\d+\.0$/, 'Enter a version like v62.0.'), 'v62.0'), {
      title: 'API version',
    }),
  })
  .superRefine(needsTokenOrClient)
