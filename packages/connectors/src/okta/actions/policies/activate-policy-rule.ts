import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { policyOf, policyRule } from '../../fields.ts'

export const activatePolicyRule = defineStatusChange({
  id: 'okta.activate_policy_rule',
  title: 'Activate policy rule',
  description: 'Puts a rule of a policy into effect. One that is active already counts as done.',
  scopes: ['okta.policies.manage'],
  input: z.object({ policy: policyOf(), rule: policyRule }),
  at: (input) => path`/api/v1/policies/${input.policy}/rules/${input.rule}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_policy_rule', restores: 'INACTIVE' },
})
