import { z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { userId } from '../../fields.ts'
import { grantsOf } from '../../grants.ts'
import { defineListing } from '../../listing.ts'
import { grantRecord, toGrant } from '../../records/grants.ts'

export const listUserGrants = defineListing({
  id: 'okta.list_user_grants',
  title: 'List user grants',
  description: 'Lists the scopes that a user let clients have.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId, limit }),
  output: z.object({ grants: z.array(grantRecord), hasMore }),
  list: (input) => ({ path: grantsOf(input.user), pageSize: 200, limit: input.limit }),
  toItem: toGrant,
  toOutput: (grants, more) => ({ grants, hasMore: more }),
})
