import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { groupRule } from '../../fields.ts'
import { groupRuleKind } from '../../kinds/group-rule.ts'

export const readGroupRule = defineReading({
  id: 'okta.read_group_rule',
  title: 'Read group rule',
  description: 'Reads one group rule. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.groups.read'],
  input: z.object({ groupRule }),
  kind: groupRuleKind,
  at: (input) => path`/api/v1/groups/rules/${input.groupRule}`,
})
