import { defineAction, field, path, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../input.ts'
import { asList, resultSet } from '../fields.ts'
import { toUser, userRecord } from '../records.ts'

export const findUsers = defineAction({
  id: 'okta.find_users',
  title: 'Find users',
  description:
    'Finds users whose first name, last name or e-mail starts with a text. Leaves out deactivated users. Okta answers one page at most.',
  effect: 'read',
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
  async run({ query, resultSet: results, limit }, { http }) {
    const found = await http.get(path`/api/v1/users`, { q: query, limit: results === 'first' ? 1 : limit })
    const users = asList(found).map(toUser)
    return { users, user: users[0] ?? null }
  },
})
