import { field, path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { authenticator } from '../../fields.ts'
import { requiredText } from '../../../input.ts'

export const activateAuthenticatorMethod = defineStatusChange({
  id: 'okta.activate_authenticator_method',
  title: 'Activate authenticator method',
  description: 'Lets people use a method of an authenticator. One that is active already counts as done.',
  scopes: ['okta.authenticators.manage'],
  input: z.object({
    authenticator,
    method: field(requiredText(), {
      title: 'Method',
      description: 'Its type, such as push, totp or signed_nonce.',
    }),
  }),
  at: (input) => path`/api/v1/authenticators/${input.authenticator}/methods/${input.method}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_authenticator_method', restores: 'INACTIVE' },
})
