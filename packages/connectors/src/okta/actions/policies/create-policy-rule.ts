import { field, path, z } from '@keyway/sdk'
import { optional, record, requiredText, withDefault } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { policyOf } from '../../fields.ts'
import { policyRuleKind } from '../../kinds/policy-rule.ts'
import { ruleType } from '../../policies.ts'

export const createPolicyRule = defineCreation({
  id: 'okta.create_policy_rule',
  title: 'Create policy rule',
  description: 'Adds a rule to a policy, in effect at once. Taken back, it is deactivated.',
  scopes: ['okta.policies.manage'],
  input: z.object({
    policy: policyOf(),
    type: ruleType,
    name: field(requiredText(), { title: 'Name' }),
    priority: field(optional(z.int().min(1)), { title: 'Priority', description: 'Place among the rules.' }),
    conditions: field(withDefault(record(), {}), {
      title: 'Conditions',
      description: 'Whom and what it is for, as Okta writes it.',
    }),
    actions: field(record(), { title: 'Actions', description: 'What it decides, as Okta writes it.' }),
  }),
  kind: policyRuleKind,
  within: (input) => ({ path: path`/api/v1/policies/${input.policy}/rules` }),
  body: ({ type, name, priority, conditions, actions }) => ({
    type,
    name,
    ...(priority === undefined ? {} : { priority }),
    conditions,
    actions,
  }),
  // Deleting takes two steps; the first already undoes what the rule does.
  inverse: {
    action: 'okta.deactivate_policy_rule',
    input: ({ id }, { policy }) => ({ policy, rule: id }),
  },
})
