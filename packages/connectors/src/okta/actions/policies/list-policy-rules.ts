import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { policyOf } from '../../fields.ts'
import { policyRuleKind } from '../../kinds/policy-rule.ts'
import { defineListing } from '../../listing.ts'

export const listPolicyRules = defineListing({
  id: 'okta.list_policy_rules',
  title: 'List policy rules',
  description: 'Lists the rules of a policy, in order.',
  scopes: ['okta.policies.read'],
  input: z.object({ policy: policyOf(), limit }),
  list: (input) => ({
    path: path`/api/v1/policies/${input.policy}/rules`,
    pageSize: null,
    limit: input.limit,
  }),
  ...listOf('rules', policyRuleKind),
})
