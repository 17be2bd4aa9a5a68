import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { defineListing } from '../../listing.ts'
import { administratorRecord, toAdministrator } from '../../records/roles.ts'

export const listAdministrators = defineListing({
  id: 'okta.list_administrators',
  title: 'List administrators',
  description: 'Lists the ids of all users who have an admin role of any kind.',
  scopes: ['okta.roles.read'],
  input: z.object({ limit }),
  output: z.object({ users: z.array(administratorRecord), hasMore }),
  list: (input) => ({ path: path`/api/v1/iam/assignees/users`, pageSize: 100, limit: input.limit }),
  toItem: toAdministrator,
  toOutput: (users, more) => ({ users, hasMore: more }),
})
