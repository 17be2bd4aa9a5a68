import { field, path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { authenticator } from '../../fields.ts'
import { requiredText } from '../../../input.ts'

export const deactivateAuthenticatorMethod = defineStatusChange({
  id: 'okta.deactivate_authenticator_method',
  title: 'Deactivate authenticator method',
  description:
    'Takes a method of an authenticator away from everybody. One that is inactive already counts as done.',
  scopes: ['okta.authenticators.manage'],
  input: z.object({
    authenticator,
    method: field(requiredText(), {
      title: 'Method',
      description: 'Its type, such as push, totp or signed_nonce.',
    }),
  }),
  at: (input) => path`/api/v1/authenticators/${input.authenticator}/methods/${input.method}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_authenticator_method', restores: 'ACTIVE' },
})
