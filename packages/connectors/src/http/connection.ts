import { field, z } from '@keyway/sdk'
import { headerRecord, optional, withDefault } from '../input.ts'

const text = () => optional(z.string())

export const connection = z
  .object({
    baseUrl: field(optional(z.url({ protocol: /^https?$/ })), {
      title: 'Base URL',
      description:
        'Requests stay below it. Needed with an authorization, so that credentials reach no other host.',
      placeholder: 'https://api.acme.test/v1',
    }),
    headers: field(withDefault(headerRecord, {}), {
      title: 'Headers',
      description: 'Sent with every request.',
    }),
    authorization: field(withDefault(z.enum(['none', 'bearer', 'basic', 'header']), 'none'), {
      title: 'Authorization',
    }),
    token: field(text(), { title: 'Token', description: 'For bearer.', secret: true }),
    username: field(text(), { title: 'User name', description: 'For basic.' }),
    password: field(text(), { title: 'Password', description: 'For basic.', secret: true }),
    headerName: field(text(), { title: 'Header name', description: 'For header.', placeholder: 'X-API-Key' }),
    headerValue: field(text(), { title: 'Header value', description: 'For header.', secret: true }),
  })
  .superRefine((value, context) => {
    const missing = (name: string, why: string) =>
      context.addIssue({ code: 'custom', path: [name], message: `Needed ${why}.` })
    if (value.authorization !== 'none' && value.baseUrl === undefined) {
      missing('baseUrl', 'with an authorization, so that credentials reach no other host')
    }
    if (value.authorization === 'bearer' && value.token === undefined) missing('token', 'for bearer')
    if (value.authorization === 'basic' && value.username === undefined) missing('username', 'for basic')
    if (value.authorization === 'header') {
      if (value.headerName === undefined) missing('headerName', 'for header')
      if (value.headerValue === undefined) missing('headerValue', 'for header')
    }
  })
export type HttpConnection = z.output<typeof connection>

/** Headers every request of the connection carries, credentials included. */
export function toHeaders(settings: HttpConnection): Record<string, string> {
  return { ...settings.headers, ...credentials(settings) }
}

function credentials(settings: HttpConnection): Record<string, string> {
  const { authorization, token = '', username = '', password = '' } = settings
  switch (authorization) {
    case 'none':
      return {}
    case 'bearer':
      return { Authorization: `Bearer ${token}` }
    case 'basic':
      return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
    case 'header':
      return { [settings.headerName ?? '']: settings.headerValue ?? '' }
  }
}
