import { field, path, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { defineDeletion } from '../../define/deletion.ts'
import { groupRule } from '../../fields.ts'
import { groupRuleKind } from '../../kinds/group-rule.ts'

export const deleteGroupRule = defineDeletion({
  id: 'okta.delete_group_rule',
  title: 'Delete group rule',
  description: 'Deletes a rule that is not active, for good. Okta does so in the background.',
  scopes: ['okta.groups.manage'],
  input: z.object({
    groupRule,
    removeUsers: field(withDefault(z.boolean(), false), {
      title: 'Remove users',
      description: 'Whether those whom the rule put into its groups leave them.',
    }),
  }),
  kind: groupRuleKind,
  at: (input) => path`/api/v1/groups/rules/${input.groupRule}`,
  query: ({ removeUsers }) => ({ removeUsers }),
  only: { status: 'INACTIVE', after: 'okta.deactivate_group_rule' },
})
