import { InputError, anyObject, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { hasMore, limit } from '../../listing.ts'
import { asObject, quote } from '../client.ts'
import { defineListing } from '../listing.ts'

export const searchGroups = defineListing({
  id: 'microsoft365.search_groups',
  title: 'Search groups',
  description:
    'Lists the groups whose properties have the given values, or all groups. Nothing found is no error.',
  scopes: ['Group.Read.All'],
  standsFor: ['okta-workflows:office365admin.searchGroups'],
  input: z.object({
    match: field(withDefault(z.record(z.string(), z.string().nullable()), {}), {
      title: 'Match',
      description: 'Values by name of the property; all of them must match.',
      placeholder: '{"mail": "sales@acme.test"}',
    }),
    operator: field(withDefault(z.enum(['eq', 'startsWith']), 'eq'), { title: 'Operator' }),
    resultSet: field(withDefault(z.enum(['first', 'all']), 'all'), { title: 'Result set' }),
    limit,
  }),
  output: z.object({
    groups: z.array(anyObject),
    group: field(anyObject.nullable(), { title: 'First group' }),
    hasMore,
  }),
  list: ({ match, operator, resultSet, limit: most }) => {
    const terms = Object.entries(match).flatMap(([name, value]) => {
      if (value === null || value === '') return []
      if (!/^[a-z]\w*$/i.test(name)) throw new InputError(`"${name}" is no property of a group.`)
      return [operator === 'eq' ? `${name} eq ${quote(value)}` : `startswith(${name},${quote(value)})`]
    })
    const query = { $filter: terms.length === 0 ? undefined : terms.join(' and ') }
    return { path: path`/groups`, query, limit: resultSet === 'first' ? 1 : most }
  },
  toItem: asObject,
  toOutput: (groups, more) => ({ groups, group: groups[0] ?? null, hasMore: more }),
})
