import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { authenticator } from '../../fields.ts'

export const deactivateAuthenticator = defineStatusChange({
  id: 'okta.deactivate_authenticator',
  title: 'Deactivate authenticator',
  description:
    'Takes an authenticator away from everybody. Refused by Okta while a policy needs it. One that is inactive already counts as done.',
  scopes: ['okta.authenticators.manage'],
  input: z.object({ authenticator }),
  at: (input) => path`/api/v1/authenticators/${input.authenticator}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_authenticator', restores: 'ACTIVE' },
})
