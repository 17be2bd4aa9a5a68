import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { group } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { toUser, userRecord } from '../../records.ts'

export const listGroupMembers = defineListing({
  id: 'okta.list_group_members',
  title: 'List group members',
  description: 'Lists the users in a group.',
  scopes: ['okta.groups.read'],
  standsFor: ['okta-workflows:okta.listGroupMembers', 'torq:Get group users'],
  input: z.object({ group, limit }),
  output: z.object({ users: z.array(userRecord), hasMore }),
  list: (input) => ({ path: path`/api/v1/groups/${input.group}/users`, pageSize: 200, limit: input.limit }),
  toItem: toUser,
  toOutput: (users, more) => ({ users, hasMore: more }),
})
