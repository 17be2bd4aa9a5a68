import { InputError, field, path, z } from '@keyway/sdk'
import { optional, withDefault } from '../../../input.ts'
import { hasMore, limit } from '../../../listing.ts'
import { joinTerms, match } from '../../expression.ts'
import { limitOf, resultSet } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { toUser, userRecord } from '../../records.ts'

export const listUsers = defineListing({
  id: 'okta.list_users',
  title: 'List users',
  description:
    'Lists users by a search or filter expression, or all users but the deactivated ones. Nobody found is no error.',
  scopes: ['okta.users.read'],
  standsFor: [
    'okta-workflows:okta.listUsersWithSearch',
    'okta-workflows:okta.listUsersWithFilter',
    'torq:List users',
  ],
  input: z.object({
    search: field(optional(z.string()), {
      title: 'Search',
      description: 'Any profile attribute. Reads an index that lags a few seconds behind changes.',
      placeholder: 'profile.department eq "Finance" and status eq "ACTIVE"',
    }),
    filter: field(optional(z.string()), {
      title: 'Filter',
      description: 'Fewer attributes, always up to date.',
      placeholder: 'status eq "SUSPENDED"',
    }),
    match,
    matchBy: field(withDefault(z.enum(['search', 'filter']), 'search'), {
      title: 'Match by',
      description: 'Whether the matching attributes become part of the search or of the filter.',
    }),
    sortBy: field(optional(z.string()), { title: 'Sort by', description: 'With a search only.' }),
    sortOrder: field(optional(z.enum(['asc', 'desc'])), { title: 'Sort order' }),
    resultSet,
    limit,
  }),
  output: z.object({
    users: z.array(userRecord),
    user: field(userRecord.nullable(), { title: 'First user', description: 'Empty when nobody was found.' }),
    hasMore,
  }),
  list: ({ sortBy, sortOrder, ...input }) => {
    const terms = (by: 'search' | 'filter') => joinTerms(input.matchBy === by ? input.match : {}, input[by])
    const [search, filter] = [terms('search'), terms('filter')]
    if (search !== undefined && filter !== undefined) {
      throw new InputError('Okta takes either a search or a filter expression, not both; leave one empty.')
    }
    const query = { search, filter, sortBy, sortOrder }
    return { path: path`/api/v1/users`, query, pageSize: 200, limit: limitOf(input) }
  },
  toItem: toUser,
  toOutput: (users, more) => ({ users, user: users[0] ?? null, hasMore: more }),
})
