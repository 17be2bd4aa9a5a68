import { field, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../input.ts'

export const connection = z.object({
  baseUrl: field(z.url({ protocol: /^https?$/ }), {
    title: 'Shop URL',
    placeholder: 'https://acme.myshopify.com',
  }),
  accessToken: field(
    requiredText().transform((text) => text.trim()),
    { title: 'Access token', description: 'Of a custom app: Settings > Apps > Develop apps.', secret: true },
  ),
  apiVersion: field(
    withDefault(z.string().regex(/^(\d{4}-\d{2}|unstable)$/, 'Enter a version like 2025-01.'), '2025-01'),
    { title: 'API version' },
  ),
})
