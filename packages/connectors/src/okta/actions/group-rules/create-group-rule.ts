import { field, path, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { excludedUsers, ruleConditions, ruleExpression, ruleName } from '../../group-rules.ts'
import { groupRuleKind } from '../../kinds/group-rule.ts'

export const createGroupRule = defineCreation({
  id: 'okta.create_group_rule',
  title: 'Create group rule',
  description: 'Creates a rule that puts people into groups. It does nothing until it is activated.',
  scopes: ['okta.groups.manage'],
  input: z.object({
    name: ruleName,
    expression: ruleExpression,
    groups: field(z.array(z.string()).min(1, 'A rule needs a group.'), {
      title: 'Groups',
      description: 'Ids of the groups that people are put into. They cannot be changed later.',
    }),
    excludedUsers: field(withDefault(z.array(z.string()), []), excludedUsers),
  }),
  kind: groupRuleKind,
  within: () => ({ path: path`/api/v1/groups/rules` }),
  body: ({ name, expression, groups, ...input }) => ({
    type: 'group_rule',
    name,
    conditions: ruleConditions({}, { expression, excludedUsers: input.excludedUsers }),
    actions: { assignUserToGroups: { groupIds: groups } },
  }),
  search: ({ name }) => ({ search: name, limit: 200 }),
  inverse: { action: 'okta.delete_group_rule', input: ({ id }) => ({ groupRule: id }) },
})
