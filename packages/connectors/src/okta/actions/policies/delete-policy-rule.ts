import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { policyOf, policyRule } from '../../fields.ts'
import { policyRuleKind } from '../../kinds/policy-rule.ts'

export const deletePolicyRule = defineDeletion({
  id: 'okta.delete_policy_rule',
  title: 'Delete policy rule',
  description: 'Deletes a deactivated rule of a policy for good. Refuses one that is active.',
  scopes: ['okta.policies.manage'],
  input: z.object({ policy: policyOf(), rule: policyRule }),
  kind: policyRuleKind,
  at: (input) => path`/api/v1/policies/${input.policy}/rules/${input.rule}`,
  only: { status: 'INACTIVE', after: 'okta.deactivate_policy_rule' },
})
