import { InputError, defineAction, field, path, z, type Query } from '@keyway/sdk'
import { optional } from '../../input.ts'
import { collect, readOktaPage } from '../client.ts'
import { joinTerms, match } from '../expression.ts'
import { hasMore, limit, resultSet, standardLimit } from '../fields.ts'
import { groupRecord, toGroup } from '../records.ts'

export const searchGroups = defineAction({
  id: 'okta.search_groups',
  title: 'Search groups',
  description:
    'Finds groups by the start of their name or by an expression; without either, all groups. None found is no error.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  standsFor: ['okta-workflows:okta.searchGroups', 'torq:List groups'],
  input: z.object({
    query: field(optional(z.string()), {
      title: 'Name starts with',
      description: 'Answers 300 groups at most.',
    }),
    search: field(optional(z.string()), {
      title: 'Search',
      placeholder: 'type eq "OKTA_GROUP" and profile.name sw "ent-"',
    }),
    match,
    filter: field(optional(z.string()), { title: 'Filter', placeholder: 'type eq "APP_GROUP"' }),
    resultSet,
    limit,
  }),
  output: z.object({
    groups: z.array(groupRecord),
    group: field(groupRecord.nullable(), { title: 'First group', description: 'Empty when none was found.' }),
    hasMore,
  }),
  async run(input, { http }) {
    const { limit = standardLimit } = input
    const total = input.resultSet === 'first' ? 1 : limit
    const query = { ...queryOf(input), limit: Math.min(total + 1, 200) }
    const found = await collect(http, { path: path`/api/v1/groups`, query, limit: total })
    const groups = found.items.map(toGroup)
    return { groups, group: groups[0] ?? null, hasMore: found.hasMore }
  },
  async readPage(input, page, { http }) {
    const limit = input.resultSet === 'first' ? 1 : input.limit
    const found = await readOktaPage(http, { path: path`/api/v1/groups`, query: queryOf(input), limit }, page)
    return { ...found, items: found.items.map(toGroup) }
  },
})

interface Criteria {
  query?: string | undefined
  search?: string | undefined
  match: Parameters<typeof joinTerms>[0]
  filter?: string | undefined
}

function queryOf({ query: q, filter, ...input }: Criteria): Query {
  const search = joinTerms(input.match, input.search)
  if ([q, search, filter].filter((value) => value !== undefined).length > 1) {
    throw new InputError('Okta takes one of name, search and filter; leave the others empty.')
  }
  return { q, search, filter }
}
