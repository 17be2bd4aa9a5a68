import { z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { userId } from '../../fields.ts'
import { client, clientGrants } from '../../grants.ts'
import { defineListing } from '../../listing.ts'
import { grantRecord, toGrant } from '../../records/grants.ts'

export const listClientGrantsOfUser = defineListing({
  id: 'okta.list_client_grants_of_user',
  title: 'List grants of user to client',
  description: 'Lists the scopes that a user let one client have.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId, client, limit }),
  output: z.object({ grants: z.array(grantRecord), hasMore }),
  list: (input) => ({ path: clientGrants(input), pageSize: 200, limit: input.limit }),
  toItem: toGrant,
  toOutput: (grants, more) => ({ grants, hasMore: more }),
})
