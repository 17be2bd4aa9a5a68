import { field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'
import { limitOf, resultSet } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { toUser, userRecord } from '../../records.ts'

export const findUsers = defineListing({
  id: 'okta.find_users',
  title: 'Find users',
  description:
    'Finds users whose first name, last name or e-mail starts with a text. Leaves out deactivated users. Okta answers one page at most.',
  scopes: ['okta.users.read'],
  standsFor: ['okta-workflows:okta.searchUsers'],
  input: z.object({
    query: field(requiredText(), { title: 'Query' }),
    resultSet,
    limit: field(withDefault(z.int().min(1).max(200), 200), { title: 'Limit' }),
  }),
  output: z.object({
    users: z.array(userRecord),
    user: field(userRecord.nullable(), { title: 'First user', description: 'Empty when nobody was found.' }),
  }),
  // Okta gives no second page of a query.
  list: ({ query, ...input }) => {
    const most = limitOf(input)
    return { path: path`/api/v1/users`, query: { q: query, limit: most }, pageSize: null, limit: most }
  },
  toItem: toUser,
  toOutput: (users) => ({ users, user: users[0] ?? null }),
})
