import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { policyOf } from '../../fields.ts'

export const deactivatePolicy = defineStatusChange({
  id: 'okta.deactivate_policy',
  title: 'Deactivate policy',
  description:
    'Takes a policy out of effect: the next one in order decides. One that is inactive already counts as done.',
  scopes: ['okta.policies.manage'],
  input: z.object({ policy: policyOf() }),
  at: (input) => path`/api/v1/policies/${input.policy}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_policy', restores: 'ACTIVE' },
})
