import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { policyOf, policyRule } from '../../fields.ts'
import { policyRuleKind } from '../../kinds/policy-rule.ts'

export const readPolicyRule = defineReading({
  id: 'okta.read_policy_rule',
  title: 'Read policy rule',
  description: 'Reads one rule of a policy. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.policies.read'],
  input: z.object({ policy: policyOf(), rule: policyRule }),
  kind: policyRuleKind,
  at: (input) => path`/api/v1/policies/${input.policy}/rules/${input.rule}`,
})
