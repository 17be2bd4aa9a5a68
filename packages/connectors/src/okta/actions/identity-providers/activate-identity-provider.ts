import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { identityProvider } from '../../fields.ts'

export const activateIdentityProvider = defineStatusChange({
  id: 'okta.activate_identity_provider',
  title: 'Activate identity provider',
  description: 'Lets people sign in with an identity provider. One that is active already counts as done.',
  scopes: ['okta.idps.manage'],
  input: z.object({ provider: identityProvider }),
  at: (input) => path`/api/v1/idps/${input.provider}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_identity_provider', restores: 'INACTIVE' },
})
