import { field, InputError, z, type JsonObject } from '@keyway/sdk'
import { toEnvelope } from '../envelope.ts'
import { signHmac, signStandard } from '../signatures.ts'
import { defineKind, type Message } from './kind.ts'

const settings = z.object({
  url: field(z.url({ protocol: /^https?$/ }), {
    title: 'URL',
    placeholder: 'https://acme.workflows.okta.com/api/flo/…',
  }),
  format: field(z.enum(['keyway', 'okta_workflows']).default('keyway'), {
    title: 'Body',
    description:
      'okta_workflows sends what Cisco Identity Intelligence sends: an API endpoint of Okta Workflows made for that takes it as it is.',
  }),
  authentication: field(
    z.enum(['none', 'api_key', 'bearer', 'basic', 'hmac', 'standard_webhooks']).default('api_key'),
    { title: 'Authentication' },
  ),
  headerName: field(z.string().default('x-api-client-token'), {
    title: 'Header',
    description: 'Of the API key. Okta Workflows takes x-api-client-token.',
    shownFor: { authentication: ['api_key'] },
  }),
  username: field(z.string().optional(), { title: 'User name', shownFor: { authentication: ['basic'] } }),
  secret: field(z.string().optional(), {
    title: 'Secret',
    description: 'API key, token, password, or the key that signs.',
    secret: true,
    shownFor: { authentication: ['api_key', 'bearer', 'basic', 'hmac', 'standard_webhooks'] },
  }),
})

type Settings = z.output<typeof settings>

export const webhook = defineKind({
  id: 'webhook',
  title: 'Webhook',
  description:
    'Any receiver over HTTP: API key, bearer, HMAC or Standard Webhooks. Also an API endpoint of Okta Workflows.',
  connection: settings,
  // That format has one check in a message.
  splitsByRule: (settings) => settings['format'] === 'okta_workflows',
  async send(target, message, { http }) {
    const body = JSON.stringify(toBody(target, message))
    await http.request({
      method: 'POST',
      path: { absolute: target.url },
      headers: {
        'content-type': 'application/json',
        ...credentials(target, { id: message.id, at: Date.now(), body }),
      },
      body,
      accept: 'text',
    })
  },
})

function toBody({ format, url }: Settings, message: Message): JsonObject {
  if (format === 'okta_workflows') return toEnvelope(message, new URL(url).host)
  const [first] = message.subjects
  const timestamp = new Date(message.at).toISOString()
  const subjects = message.subjects.map((subject): JsonObject => JSON.parse(JSON.stringify(subject)))
  if (message.isTest) return { type: 'test', timestamp, data: subjects[0] ?? {} }
  return subjects.length === 1
    ? { type: `${first?.topic}.${first?.change}`, timestamp, data: subjects[0] ?? {} }
    : { type: 'digest', timestamp, data: { subjects } }
}

function credentials(
  { authentication, headerName, username, secret }: Settings,
  signed: { id: string; at: number; body: string },
): Record<string, string> {
  if (authentication === 'none') return {}
  if (secret === undefined || secret === '') throw new InputError('The target has no secret. Enter it.')
  switch (authentication) {
    case 'api_key':
      return { [headerName]: secret }
    case 'bearer':
      return { authorization: `Bearer ${secret}` }
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${username ?? ''}:${secret}`).toString('base64')}` }
    case 'hmac':
      return signHmac({ ...signed, secret })
    case 'standard_webhooks':
      return signStandard({ ...signed, secret })
  }
}
