import { field, path, z } from '@keyway/sdk'
import { optional, record, requiredText } from '../../../input.ts'
import { defineReplacement } from '../../define/replacement.ts'
import { policyOf, policyRule } from '../../fields.ts'
import { policyRuleKind } from '../../kinds/policy-rule.ts'

export const updatePolicyRule = defineReplacement({
  id: 'okta.update_policy_rule',
  title: 'Update policy rule',
  description: 'Changes a rule of a policy; what is left out stays as it is. Repeating it changes nothing.',
  scopes: ['okta.policies.manage'],
  input: z.object({
    policy: policyOf(),
    rule: policyRule,
    name: field(optional(requiredText()), { title: 'Name' }),
    priority: field(optional(z.int().min(1)), { title: 'Priority', description: 'Place among the rules.' }),
    conditions: field(optional(record()), {
      title: 'Conditions',
      description: 'All of them, as Okta writes it.',
    }),
    actions: field(optional(record()), { title: 'Actions', description: 'All of them, as Okta writes it.' }),
  }),
  kind: policyRuleKind,
  at: (input) => path`/api/v1/policies/${input.policy}/rules/${input.rule}`,
  fields: ({ name, priority, conditions, actions }) => ({ name, priority, conditions, actions }),
  restore: ({ name, priority, conditions, actions }, { policy, rule }) => ({
    policy,
    rule,
    name,
    priority,
    conditions,
    actions,
  }),
})
