import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { identityProvider } from '../../fields.ts'

export const deactivateIdentityProvider = defineStatusChange({
  id: 'okta.deactivate_identity_provider',
  title: 'Deactivate identity provider',
  description:
    'Keeps people from signing in with an identity provider. One that is inactive already counts as done.',
  scopes: ['okta.idps.manage'],
  input: z.object({ provider: identityProvider }),
  at: (input) => path`/api/v1/idps/${input.provider}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_identity_provider', restores: 'ACTIVE' },
})
