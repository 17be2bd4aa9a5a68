import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { groupRule } from '../../fields.ts'

export const deactivateGroupRule = defineStatusChange({
  id: 'okta.deactivate_group_rule',
  title: 'Deactivate group rule',
  description:
    'Stops a group rule. Whom it put into groups stays there. One that is inactive already counts as done.',
  scopes: ['okta.groups.manage'],
  input: z.object({ groupRule }),
  at: (input) => path`/api/v1/groups/rules/${input.groupRule}`,
  step: 'deactivate',
  to: 'INACTIVE',
  inverse: { action: 'okta.activate_group_rule', restores: 'ACTIVE' },
})
