import type { Json } from '@keyway/sdk'
import type { Known } from './values.ts'

/** What a service that is not simulated answers: a list where the path names one, otherwise one thing. */
export function invent({ method, path, known }: { method: string; path: string; known: Known }): Json {
  const last = path.split('/').filter(Boolean).at(-1) ?? ''
  const isOkta = path.startsWith('/api/v1/')
  const one = {
    id: isOkta ? known.userId : 7,
    user_id: 'auth0|7',
    name: 'Thing',
    label: 'Thing',
    status: 'ACTIVE',
    type: 'thing',
    description: 'A thing.',
    url: 'https://api.acme.test/v1/things/1',
    created: '2026-11-20T09:15:32.114Z',
    access_token: 'stand-in',
    token_type: 'Bearer',
    expires_in: 3600,
    ok: true,
    profile: { email: known.email, login: known.email, name: 'Thing' },
    credentials: { oauthClient: { client_id: 'client', client_secret: 'stand-in' } },
    _links: { self: { href: 'https://api.acme.test/v1/things/1' } },
  }
  if (method === 'GET' && isOkta && last.endsWith('s')) return [one, { ...one, id: known.groupId }]
  return { ...one, value: [one], result: [one], data: [one], items: [one], Resources: [one] }
}
