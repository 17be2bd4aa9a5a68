import { field, z } from '@keyway/sdk'
import { basicAuth } from '../basic-auth.ts'
import { optional, withDefault } from '../input.ts'

const text = () => optional(z.string())

export const connection = z
  .object({
    baseUrl: field(z.url({ protocol: /^https?$/ }), {
      title: 'Instance URL',
      placeholder: 'https://acme.service-now.com',
    }),
    authorization: field(withDefault(z.enum(['basic', 'bearer']), 'basic'), {
      title: 'Authorization',
      description: 'basic: user name and password. bearer: an OAuth access token.',
    }),
    username: field(text(), { title: 'User name', description: 'For basic.' }),
    password: field(text(), { title: 'Password', description: 'For basic.', secret: true }),
    token: field(text(), { title: 'Access token', description: 'For bearer.', secret: true }),
  })
  .superRefine((value, context) => {
    const missing = (name: string) =>
      context.addIssue({ code: 'custom', path: [name], message: `Needed for ${value.authorization}.` })
    if (value.authorization === 'basic' && value.username === undefined) missing('username')
    if (value.authorization === 'basic' && value.password === undefined) missing('password')
    if (value.authorization === 'bearer' && value.token === undefined) missing('token')
  })

export function authorize({
  authorization,
  username = '',
  password = '',
  token = '',
}: z.output<typeof connection>): string {
  return authorization === 'bearer' ? `Bearer ${token.trim()}` : basicAuth(username, password)
}
