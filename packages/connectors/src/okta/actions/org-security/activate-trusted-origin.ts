import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { trustedOrigin } from '../../fields.ts'

export const activateTrustedOrigin = defineStatusChange({
  id: 'okta.activate_trusted_origin',
  title: 'Activate trusted origin',
  description: 'Trusts an origin again. One that is active already counts as done.',
  scopes: ['okta.trustedOrigins.manage'],
  input: z.object({ trustedOrigin }),
  at: (input) => path`/api/v1/trustedOrigins/${input.trustedOrigin}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_trusted_origin', restores: 'INACTIVE' },
})
