import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../listing.ts'
import { defineListing } from '../listing.ts'
import { toUser, userRecord } from '../records.ts'

export const listUsers = defineListing({
  id: 'slack.list_users',
  title: 'List users',
  description: 'Lists the members of the workspace, bots and deactivated members included.',
  scopes: ['users:read', 'users:read.email'],
  input: z.object({ limit }),
  output: z.object({ users: z.array(userRecord), hasMore }),
  list: (input) => ({ path: path`/users.list`, items: 'members', limit: input.limit }),
  toItem: toUser,
  toOutput: (users, more) => ({ users, hasMore: more }),
})
