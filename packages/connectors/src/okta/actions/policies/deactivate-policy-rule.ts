import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { policyOf, policyRule } from '../../fields.ts'

export const deactivatePolicyRule = defineStatusChange({
  id: 'okta.deactivate_policy_rule',
  title: 'Deactivate policy rule',
  description:
    'Takes a rule of a policy out of effect: the next one decides. One that is inactive already counts as done.',
  scopes: ['okta.policies.manage'],
  input: z.object({ policy: policyOf(), rule: policyRule }),
  at: (input) => path`/api/v1/policies/${input.policy}/rules/${input.rule}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_policy_rule', restores: 'ACTIVE' },
})
