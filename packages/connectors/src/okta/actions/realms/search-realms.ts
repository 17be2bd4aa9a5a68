import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { hasMore, limit } from '../../../listing.ts'
import { limitOf, resultSet } from '../../fields.ts'
import { realmKind } from '../../kinds/realm.ts'
import { defineListing } from '../../listing.ts'

export const searchRealms = defineListing({
  id: 'okta.search_realms',
  title: 'Search realms',
  description: 'Finds realms by a part of their name or an expression, or lists all. None found is no error.',
  scopes: ['okta.realms.read'],
  standsFor: ['okta-workflows:oktarealms.searchRealms_P4iAKL5cJ'],
  input: z.object({
    name: field(optional(z.string()), { title: 'Name contains' }),
    search: field(optional(z.string()), { title: 'Search', placeholder: 'profile.name eq "Partners"' }),
    resultSet,
    limit,
  }),
  output: z.object({
    realms: z.array(realmKind.schema),
    realm: field(realmKind.schema.nullable(), {
      title: 'First realm',
      description: 'Empty when none was found.',
    }),
    hasMore,
  }),
  list: ({ name, search, ...input }) => {
    // A JSON string is how Okta's grammar quotes a value.
    const terms = [
      ...(name === undefined ? [] : [`profile.name co ${JSON.stringify(name)}`]),
      ...(search === undefined ? [] : [name === undefined ? search : `(${search})`]),
    ]
    const query = { search: terms.length === 0 ? undefined : terms.join(' and ') }
    return { path: path`/api/v1/realms`, query, pageSize: 200, limit: limitOf(input) }
  },
  toItem: realmKind.read,
  toOutput: (realms, more) => ({ realms, realm: realms[0] ?? null, hasMore: more }),
})
