import { field, z } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../input.ts'

const withSecret = { signIn: ['client_secret'] }
const withCertificate = { signIn: ['certificate'] }

const required = { client_secret: 'clientSecret', certificate: 'certificate' } as const

/** A tenant, and the app registration that acts in it with permissions of its own. */
export const connection = z
  .object({
    tenant: field(requiredText().regex(/^[\w.-]+$/, 'Enter a domain or an id.'), {
      title: 'Tenant',
      description: 'Directory (tenant) id, or a domain of the tenant.',
      placeholder: 'acme.onmicrosoft.com',
    }),
    clientId: field(requiredText(), {
      title: 'Client ID',
      description: 'Application (client) id of the app registration. It needs application permissions.',
    }),
    signIn: field(z.enum(['client_secret', 'certificate']).default('client_secret'), {
      title: 'Sign in with',
      labels: { client_secret: 'Client secret', certificate: 'Certificate' },
    }),
    clientSecret: field(z.string().trim().optional(), {
      title: 'Client secret',
      description: 'Its value, not its id.',
      secret: true,
      shownFor: withSecret,
    }),
    certificate: field(z.string().optional(), {
      title: 'Certificate and private key',
      description: 'Both in PEM form, one after the other. The app registration knows the certificate alone.',
      secret: true,
      multiline: true,
      shownFor: withCertificate,
    }),
    mailbox: field(optional(z.string()), {
      title: 'Mailbox',
      description: 'Whose messages are sent where a step does not say: user id or principal name.',
    }),
    baseUrl: field(withDefault(z.url(), 'https://graph.microsoft.com/v1.0'), {
      title: 'Base URL',
      description: 'With the version of the API. National clouds have their own.',
    }),
    signInUrl: field(withDefault(z.url(), 'https://login.microsoftonline.com'), { title: 'Sign-in URL' }),
  })
  .superRefine((values, context) => {
    const name = required[values.signIn]
    const value = values[name]
    if (value === undefined || value === '') {
      context.addIssue({ code: 'custom', path: [name], message: 'Enter a value.' })
    }
  })

export type Microsoft365Connection = z.output<typeof connection>
