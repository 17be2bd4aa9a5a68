import { field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { trustedOriginKind } from '../../kinds/trusted-origin.ts'

export const createTrustedOrigin = defineCreation({
  id: 'okta.create_trusted_origin',
  title: 'Create trusted origin',
  description: 'Lets an origin call Okta from a browser, or be redirected to. Taken back, it is deactivated.',
  scopes: ['okta.trustedOrigins.manage'],
  input: z.object({
    name: field(requiredText(), { title: 'Name' }),
    origin: field(
      requiredText().regex(/^https?:\/\/[^\s/]+\/?$/, 'Enter an origin such as https://app.acme.com.'),
      {
        title: 'Origin',
        placeholder: 'https://app.acme.com',
      },
    ),
    scopes: field(withDefault(z.array(z.enum(['CORS', 'REDIRECT'])).min(1), ['CORS', 'REDIRECT']), {
      title: 'Scopes',
      description: 'CORS: it may call from a browser. REDIRECT: people may be sent there.',
    }),
  }),
  kind: trustedOriginKind,
  within: () => ({ path: path`/api/v1/trustedOrigins` }),
  body: ({ name, origin, scopes }) => ({ name, origin, scopes: scopes.map((type) => ({ type })) }),
  namedBy: 'origin',
  inverse: { action: 'okta.deactivate_trusted_origin', input: ({ id }) => ({ trustedOrigin: id }) },
})
