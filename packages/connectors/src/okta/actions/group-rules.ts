import type { Action } from '@keyway/sdk'
import { activateGroupRule } from './group-rules/activate-group-rule.ts'
import { createGroupRule } from './group-rules/create-group-rule.ts'
import { deactivateGroupRule } from './group-rules/deactivate-group-rule.ts'
import { deleteGroupRule } from './group-rules/delete-group-rule.ts'
import { listGroupRules } from './group-rules/list-group-rules.ts'
import { readGroupRule } from './group-rules/read-group-rule.ts'
import { updateGroupRule } from './group-rules/update-group-rule.ts'

export const groupRuleActions: readonly Action[] = [
  listGroupRules,
  readGroupRule,
  createGroupRule,
  updateGroupRule,
  activateGroupRule,
  deactivateGroupRule,
  deleteGroupRule,
]
