import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { identityProvider } from '../../fields.ts'
import { identityProviderKind } from '../../kinds/identity-provider.ts'

export const readIdentityProvider = defineReading({
  id: 'okta.read_identity_provider',
  title: 'Read identity provider',
  description: 'Reads one identity provider, without its secrets. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.idps.read'],
  input: z.object({ provider: identityProvider }),
  kind: identityProviderKind,
  at: (input) => path`/api/v1/idps/${input.provider}`,
})
