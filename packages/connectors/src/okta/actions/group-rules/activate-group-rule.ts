import { path, z } from '@keyway/sdk'
import { defineStatusChange } from '../../define/status-change.ts'
import { groupRule } from '../../fields.ts'

export const activateGroupRule = defineStatusChange({
  id: 'okta.activate_group_rule',
  title: 'Activate group rule',
  description: 'Lets a group rule put people into its groups. One that is active already counts as done.',
  scopes: ['okta.groups.manage'],
  input: z.object({ groupRule }),
  at: (input) => path`/api/v1/groups/rules/${input.groupRule}`,
  step: 'activate',
  to: 'ACTIVE',
  inverse: { action: 'okta.deactivate_group_rule', restores: 'INACTIVE' },
})
