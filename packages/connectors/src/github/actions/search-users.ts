import { InputError, anyObject, field, path, z } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { hasMore, limit } from '../../listing.ts'
import { partOf } from '../client.ts'
import { defineListing } from '../listing.ts'

export const searchUsers = defineListing({
  id: 'github.search_users',
  title: 'Search users',
  description: 'Finds people by their public e-mail address or by a query. None found is no error.',
  standsFor: ['okta-workflows:github.searchUsers'],
  input: z.object({
    email: field(optional(z.string()), { title: 'Public e-mail' }),
    query: field(optional(z.string()), { title: 'Query', placeholder: 'location:oslo type:user' }),
    resultSet: field(withDefault(z.enum(['first', 'all']), 'all'), {
      title: 'Result set',
      description:
        'first: the first match only. all: every page, up to the limit; GitHub finds 1000 at most.',
    }),
    limit,
  }),
  output: z.object({
    user: field(anyObject.nullable(), { title: 'First user', description: 'Empty when none was found.' }),
    users: z.array(anyObject),
    hasMore,
  }),
  list: ({ email, query, resultSet, limit: most }) => {
    // Quotes keep an address together, and what it contains from being a term of its own.
    const terms = [email === undefined ? [] : [`"${email.replaceAll('"', '')}" in:email`], query ?? []].flat()
    if (terms.length === 0) throw new InputError('Give the e-mail address of the GitHub user, or a query.')
    return {
      path: path`/search/users`,
      query: { q: terms.join(' ') },
      items: 'items',
      limit: resultSet === 'first' ? 1 : most,
    }
  },
  toItem: (user) => partOf(user),
  toOutput: (users, more) => ({ user: users[0] ?? null, users, hasMore: more }),
})
