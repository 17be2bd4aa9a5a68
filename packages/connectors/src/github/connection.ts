import { field, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'

export const connection = z.object({
  token: field(
    requiredText().transform((text) => text.trim()),
    {
      title: 'Token',
      description: 'A personal access token (fine-grained where possible) or a token of an app.',
      secret: true,
    },
  ),
  baseUrl: field(withDefault(z.url({ protocol: /^https?$/ }), 'https://api.github.com'), {
    title: 'Base URL',
    description: 'https://HOST/api/v3 for GitHub Enterprise Server.',
  }),
})
