import { InputError, field, path, z } from '@keyway/sdk'
import { optional, requiredText, textOf } from '../../../input.ts'
import { defineReplacement } from '../../define/replacement.ts'
import { groupRule } from '../../fields.ts'
import { excludedUsers, readConditions, ruleConditions } from '../../group-rules.ts'
import { groupRuleKind } from '../../kinds/group-rule.ts'

export const updateGroupRule = defineReplacement({
  id: 'okta.update_group_rule',
  title: 'Update group rule',
  description:
    'Changes a rule that is not active: deactivate it first and activate it afterwards, which puts people into its ' +
    'groups anew. Its groups cannot be changed.',
  scopes: ['okta.groups.manage'],
  input: z.object({
    groupRule,
    name: field(optional(requiredText().max(50, 'A name has 50 characters at most.')), { title: 'Name' }),
    expression: field(optional(z.string()), {
      title: 'Expression',
      description: 'Left out: stays as it is.',
    }),
    excludedUsers: field(optional(z.array(z.string())), excludedUsers),
  }),
  kind: groupRuleKind,
  at: (input) => path`/api/v1/groups/rules/${input.groupRule}`,
  fields: ({ name, ...input }, found) => ({ name, conditions: ruleConditions(found['conditions'], input) }),
  // In three steps of a flow a crash leaves nothing unknown; in one step it would leave the rule switched off.
  check(found) {
    if (found['status'] !== 'ACTIVE') return
    throw new InputError(
      `The rule "${textOf(found['name'])}" is ACTIVE, and Okta changes inactive ones only. Run okta.deactivate_group_rule first.`,
      { code: 'okta_rule_active' },
    )
  },
  restore: ({ name, conditions }, input) => ({
    groupRule: input.groupRule,
    name,
    ...readConditions(conditions),
  }),
})
