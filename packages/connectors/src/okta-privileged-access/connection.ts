import { field, z } from '@keyway/sdk'
import { requiredText } from '../input.ts'

/** A team and the API key of one of its service users. */
export const connection = z.object({
  baseUrl: field(
    z
      .url({ protocol: /^https?$/ })
      // The address of the console names the team behind the host; the API is below the host alone.
      .transform((text) => new URL(text).origin),
    {
      title: 'Address',
      description: 'Of the Okta Privileged Access console.',
      placeholder: 'https://acme.pam.okta.com',
    },
  ),
  team: field(requiredText().trim(), {
    title: 'Team',
    description: 'Its name, which follows /t/ in the address of the console.',
  }),
  keyId: field(requiredText().trim(), {
    title: 'API key ID',
    description: 'Of a service user: Directory > Users > Service Users.',
  }),
  keySecret: field(requiredText().trim(), { title: 'API key secret', secret: true }),
})

export type PrivilegedAccess = z.output<typeof connection>
