import { InputError, defineAction, field, path, z, type Query } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { collect, readOktaPage } from '../client.ts'
import { joinTerms, match } from '../expression.ts'
import { hasMore, limit, resultSet, standardLimit } from '../fields.ts'
import { toUser, userRecord } from '../records.ts'

export const listUsers = defineAction({
  id: 'okta.list_users',
  title: 'List users',
  description:
    'Lists users by a search or filter expression, or all users but the deactivated ones. Nobody found is no error.',
  effect: 'read',
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
  async run(input, { http }) {
    const { limit = standardLimit } = input
    const total = input.resultSet === 'first' ? 1 : limit
    const query = { ...queryOf(input), limit: Math.min(total + 1, 200) }
    const found = await collect(http, { path: path`/api/v1/users`, query, limit: total })
    const users = found.items.map(toUser)
    return { users, user: users[0] ?? null, hasMore: found.hasMore }
  },
  async readPage(input, page, { http }) {
    const limit = input.resultSet === 'first' ? 1 : input.limit
    const found = await readOktaPage(http, { path: path`/api/v1/users`, query: queryOf(input), limit }, page)
    return { ...found, items: found.items.map(toUser) }
  },
})

interface Criteria {
  search?: string | undefined
  filter?: string | undefined
  match: Parameters<typeof joinTerms>[0]
  matchBy: 'search' | 'filter'
  sortBy?: string | undefined
  sortOrder?: 'asc' | 'desc' | undefined
}

function queryOf({ sortBy, sortOrder, ...input }: Criteria): Query {
  const terms = (by: 'search' | 'filter') => joinTerms(input.matchBy === by ? input.match : {}, input[by])
  const [search, filter] = [terms('search'), terms('filter')]
  if (search !== undefined && filter !== undefined) {
    throw new InputError('Okta takes either a search or a filter expression, not both; leave one empty.')
  }
  return { search, filter, sortBy, sortOrder }
}
