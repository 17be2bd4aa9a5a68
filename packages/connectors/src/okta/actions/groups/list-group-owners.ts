import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { group } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { groupOwnerRecord, toGroupOwner } from '../../records/belongings.ts'

export const listGroupOwners = defineListing({
  id: 'okta.list_group_owners',
  title: 'List group owners',
  description: 'Lists the users and groups that own a group. Needs Identity Governance.',
  scopes: ['okta.groups.read'],
  input: z.object({ group, limit }),
  output: z.object({ owners: z.array(groupOwnerRecord), hasMore }),
  list: (input) => ({ path: path`/api/v1/groups/${input.group}/owners`, pageSize: 200, limit: input.limit }),
  toItem: toGroupOwner,
  toOutput: (owners, more) => ({ owners, hasMore: more }),
})
