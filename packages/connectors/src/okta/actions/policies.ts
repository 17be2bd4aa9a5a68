import type { Action } from '@keyway/sdk'
import { activatePolicy } from './policies/activate-policy.ts'
import { activatePolicyRule } from './policies/activate-policy-rule.ts'
import { createPolicyRule } from './policies/create-policy-rule.ts'
import { deactivatePolicy } from './policies/deactivate-policy.ts'
import { deactivatePolicyRule } from './policies/deactivate-policy-rule.ts'
import { deletePolicyRule } from './policies/delete-policy-rule.ts'
import { listPolicies } from './policies/list-policies.ts'
import { listPolicyRules } from './policies/list-policy-rules.ts'
import { readPolicy } from './policies/read-policy.ts'
import { readPolicyRule } from './policies/read-policy-rule.ts'
import { updatePolicyRule } from './policies/update-policy-rule.ts'

export const policyActions: readonly Action[] = [
  listPolicies,
  listPolicyRules,
  readPolicy,
  readPolicyRule,
  createPolicyRule,
  updatePolicyRule,
  activatePolicy,
  activatePolicyRule,
  deactivatePolicy,
  deactivatePolicyRule,
  deletePolicyRule,
]
