import { defineAction, z } from '@keyway/sdk'
import { deleteWithin } from '../../client.ts'
import { group, statusCode } from '../../fields.ts'
import { groupTarget, readGroupTargets, targeted, groupTargets } from '../../role-targets.ts'

export const removeRoleGroupTarget = defineAction({
  id: 'okta.remove_role_group_target',
  title: 'Remove group target from role',
  description:
    'Takes a group out of the reach of an assigned role. One that is not there is no error; Okta refuses to ' +
    'remove the last one.',
  effect: 'idempotent',
  scopes: ['okta.roles.manage'],
  input: z.object({ ...targeted, group }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const { status } = await deleteWithin(http, { path: groupTarget(input), within: groupTargets(input) })
    return { statusCode: status }
  },
  readState: readGroupTargets,
  inverse: {
    action: 'okta.add_role_group_target',
    input: ({ input, before }) => (before.targets.includes(input.group) ? { ...input } : undefined),
  },
})
