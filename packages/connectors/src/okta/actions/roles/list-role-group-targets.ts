import { z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { defineListing } from '../../listing.ts'
import { groupRecord, toGroup } from '../../records.ts'
import { groupTargets, targeted } from '../../role-targets.ts'

export const listRoleGroupTargets = defineListing({
  id: 'okta.list_role_group_targets',
  title: 'List group targets of role',
  description:
    'Lists the groups that an assigned role is narrowed to. None means that it reaches all of them.',
  scopes: ['okta.roles.read'],
  input: z.object({ ...targeted, limit }),
  output: z.object({ groups: z.array(groupRecord), hasMore }),
  list: (input) => ({ path: groupTargets(input), pageSize: 200, limit: input.limit }),
  toItem: toGroup,
  toOutput: (groups, more) => ({ groups, hasMore: more }),
})
