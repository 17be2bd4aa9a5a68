import { field, z } from '@keyway/sdk'
import { readOktaDomain } from './domain.ts'

const domain = z.string().transform((text, context) => {
  const read = readOktaDomain(text)
  if ('domain' in read) return read.domain
  context.addIssue({ code: 'custom', message: read.problem })
  return z.NEVER
})

const token = z.string().transform((text) => text.trim().replace(/^SSWS\s+/i, ''))

const scopes = z.string().transform((text, context) => {
  const list = [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ''))]
  for (const scope of list) {
    if (/^(okta\.\w+|ssf)(\.\w+)+$/.test(scope)) continue
    context.addIssue({
      code: 'custom',
      message: `"${scope}" is not a scope; one looks like okta.users.read.`,
    })
  }
  return list
})

/** How Keyway signs in to an org. */
const signInWays = ['api_token', 'private_key', 'client_secret'] as const

const withToken = { signIn: ['api_token'] }
const withKey = { signIn: ['private_key'] }
const withSecret = { signIn: ['client_secret'] }
const withClient = { signIn: ['private_key', 'client_secret'] }

/** An org and how to sign in to it. Source: Okta OAuth 2.0 for service apps: SSWS token, service app, or API service integration. */
export const connection = z
  .object({
    domain: field(domain, {
      title: 'Domain',
      description: 'Domain of the org. An address copied from the admin console is corrected.',
      placeholder: 'acme.okta.com',
    }),
    signIn: field(z.enum(signInWays).default('api_token'), {
      title: 'Sign in with',
      description:
        'A service app has its own rights and no secret leaves Keyway. A token has those of its maker.',
      labels: {
        api_token: 'API token',
        private_key: 'OAuth service app (key pair)',
        client_secret: 'API service integration (client secret)',
      },
    }),
    token: field(token.optional(), {
      title: 'API token',
      description: 'Security > API > Tokens. It can do what the administrator who made it can do.',
      secret: true,
      shownFor: withToken,
    }),
    clientId: field(z.string().trim().optional(), {
      title: 'Client ID',
      description:
        'Of the API Services app, or of the integration. It may follow after the key was generated.',
      placeholder: '0oa1abcd2EFGH3ijkl4m7',
      shownFor: withClient,
    }),
    clientSecret: field(z.string().trim().optional(), {
      title: 'Client secret',
      description: 'Okta shows it once, when the integration is authorised.',
      secret: true,
      shownFor: withSecret,
    }),
    privateKey: field(z.string().optional(), {
      title: 'Private key',
      description: 'A JWK. Generated here, it never leaves Keyway.',
      secret: true,
      generated: true,
      shownFor: withKey,
    }),
    nextPrivateKey: field(z.string().optional(), {
      title: 'Next private key',
      description: 'Takes the place of the private key once its public half is known to the org.',
      secret: true,
      generated: true,
      shownFor: withKey,
    }),
    scopes: field(scopes.optional(), {
      title: 'Scopes',
      description:
        'The scopes that are granted to the app, parted by blanks. One too many, and Okta gives no token.',
      placeholder: 'okta.users.read okta.groups.manage okta.logs.read',
      multiline: true,
      shownFor: withClient,
    }),
    reservePercent: field(z.int().min(0).max(95).optional(), {
      title: 'Rate limit left to others, in percent',
      description:
        'How much of every rate limit of the org flows never use, so that sign-in and other apps have it. Empty: as the server is set, usually 50.',
    }),
  })
  .superRefine((values, context) => {
    for (const name of required[values.signIn]) {
      const value = values[name]
      if (value !== undefined && value.length > 0) continue
      context.addIssue({ code: 'custom', path: [name], message: 'Enter a value.' })
    }
  })

const required = {
  api_token: ['token'],
  // The key is generated for a stored connection, and the app is registered with its public half: the id comes last.
  private_key: ['scopes'],
  client_secret: ['clientId', 'clientSecret', 'scopes'],
} as const

export type OktaConnection = z.output<typeof connection>

/** Address of the org. Only a simulated org on this machine keeps its scheme in the domain. */
export function toBaseUrl({ domain: host }: Pick<OktaConnection, 'domain'>): string {
  return host.startsWith('http') ? host : `https://${host}`
}
