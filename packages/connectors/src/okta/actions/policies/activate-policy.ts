import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { policyOf } from '../../fields.ts'

export const activatePolicy = defineStatusChange({
  id: 'okta.activate_policy',
  title: 'Activate policy',
  description: 'Puts a policy into effect. One that is active already counts as done.',
  scopes: ['okta.policies.manage'],
  input: z.object({ policy: policyOf() }),
  at: (input) => path`/api/v1/policies/${input.policy}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_policy', restores: 'INACTIVE' },
})
