import { InputError, field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { hasMore, limit } from '../../../listing.ts'
import { joinTerms, match } from '../../expression.ts'
import { limitOf, resultSet } from '../../fields.ts'
import { defineListing } from '../../listing.ts'
import { groupRecord, toGroup } from '../../records.ts'

export const searchGroups = defineListing({
  id: 'okta.search_groups',
  title: 'Search groups',
  description:
    'Finds groups by the start of their name or by an expression; without either, all groups. None found is no error.',
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
  list: ({ query: q, filter, ...input }) => {
    const search = joinTerms(input.match, input.search)
    if ([q, search, filter].filter((value) => value !== undefined).length > 1) {
      throw new InputError('Okta takes one of name, search and filter; leave the others empty.')
    }
    const found = { path: path`/api/v1/groups`, limit: limitOf(input) }
    // Okta gives no second page of what it finds by name.
    return q === undefined
      ? { ...found, query: { search, filter }, pageSize: 200 }
      : { ...found, query: { q, limit: 300 }, pageSize: null }
  },
  toItem: toGroup,
  toOutput: (groups, more) => ({ groups, group: groups[0] ?? null, hasMore: more }),
})
