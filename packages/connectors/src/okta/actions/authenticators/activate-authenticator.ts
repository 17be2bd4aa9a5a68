import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { authenticator } from '../../fields.ts'

export const activateAuthenticator = defineStatusChange({
  id: 'okta.activate_authenticator',
  title: 'Activate authenticator',
  description: 'Lets people use an authenticator. One that is active already counts as done.',
  scopes: ['okta.authenticators.manage'],
  input: z.object({ authenticator }),
  at: (input) => path`/api/v1/authenticators/${input.authenticator}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_authenticator', restores: 'INACTIVE' },
})
