import { defineAction, z } from '@keyway/sdk'
import { group, statusCode } from '../../fields.ts'
import { groupTarget, isRemovable, readGroupTargets, targeted } from '../../role-targets.ts'

export const addRoleGroupTarget = defineAction({
  id: 'okta.add_role_group_target',
  title: 'Add group target to role',
  description:
    'Narrows an assigned role to a group, beside its other targets. The first target ends its reach to all. Repeating it ' +
    'changes nothing.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ ...targeted, group }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await http.request({ method: 'PUT', path: groupTarget(input) })
    return { statusCode: status }
  },
  readState: readGroupTargets,
  inverse: {
    action: 'okta.remove_role_group_target',
    input: ({ input, before }) => (isRemovable(before, input.group) ? { ...input } : undefined),
  },
})
