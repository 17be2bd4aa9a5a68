import { field, z } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../input.ts'

export const connection = z.object({
  host: field(requiredText(), { title: 'Server', placeholder: 'smtp.acme.test' }),
  port: field(withDefault(z.int().min(1).max(65_535), 587), {
    title: 'Port',
    description: '587 for STARTTLS, 465 for TLS from the start.',
  }),
  secure: field(withDefault(z.boolean(), false), {
    title: 'TLS from the start',
    description: 'Otherwise the connection starts in the clear and is upgraded by STARTTLS.',
  }),
  requireTls: field(withDefault(z.boolean(), true), {
    title: 'Require TLS',
    description:
      'Off sends in the clear where the server offers no STARTTLS; only for a relay in your own network.',
  }),
  certificateAuthority: field(optional(z.string()), {
    title: 'Certificate authority',
    description: 'PEM of the authority of a server with a certificate of your own.',
    multiline: true,
  }),
  username: field(optional(z.string()), { title: 'User name' }),
  password: field(optional(z.string()), { title: 'Password', secret: true }),
  from: field(requiredText(), { title: 'From', placeholder: 'Keyway <keyway@acme.test>' }),
})
export type EmailConnection = z.output<typeof connection>
