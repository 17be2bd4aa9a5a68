import { path, z } from '@keyway/sdk'
import { hasMore, limit } from '../../../listing.ts'
import { joinTerms, match } from '../../expression.ts'
import { realm } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { toUser, userRecord } from '../../records.ts'

export const listRealmUsers = defineListing({
  id: 'okta.list_realm_users',
  title: 'List realm users',
  description: 'Lists the users of a realm. The index that it reads lags a few seconds behind changes.',
  scopes: ['okta.users.read'],
  standsFor: ['okta-workflows:oktarealms.listRealmUsers_tmcXa7PfAt'],
  input: z.object({ realm, match, limit }),
  output: z.object({ users: z.array(userRecord), hasMore }),
  list: (input) => ({
    path: path`/api/v1/users`,
    query: { search: joinTerms({ ...input.match, realmId: input.realm }) },
    pageSize: 200,
    limit: input.limit,
  }),
  toItem: toUser,
  toOutput: (users, more) => ({ users, hasMore: more }),
})
