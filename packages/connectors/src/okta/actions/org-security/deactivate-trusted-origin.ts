import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { trustedOrigin } from '../../fields.ts'

export const deactivateTrustedOrigin = defineStatusChange({
  id: 'okta.deactivate_trusted_origin',
  title: 'Deactivate trusted origin',
  description: 'Trusts an origin no more. One that is inactive already counts as done.',
  scopes: ['okta.trustedOrigins.manage'],
  input: z.object({ trustedOrigin }),
  at: (input) => path`/api/v1/trustedOrigins/${input.trustedOrigin}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_trusted_origin', restores: 'ACTIVE' },
})
