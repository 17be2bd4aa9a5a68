import { InputError, anyObject, field, z } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { hasMore, limit } from '../../listing.ts'
import { defineListing } from '../listing.ts'

export const searchUsers = defineListing({
  id: 'auth0.search_users',
  title: 'Search users',
  description:
    'Lists the users who match all that is given; without anything, all. Auth0 gives the first 1000 at most.',
  scopes: ['read:users'],
  standsFor: ['okta-workflows:auth0_293ca73ef2a04fe48eaa3bb7876df2e6.searchUsers_BAejT5bvR1Y'],
  input: z.object({
    match: field(withDefault(anyObject, {}), {
      title: 'Properties',
      description: 'Values by property, like email. A range such as [* TO 2026-01-01] stays a range.',
    }),
    filter: field(optional(z.string()), { title: 'Filter', placeholder: 'logins_count:[5 TO *]' }),
    resultSet: field(withDefault(z.enum(['first', 'all']), 'all'), {
      title: 'Result set',
      description: 'first: the first match only. all: every page, up to the limit.',
    }),
    limit,
  }),
  output: z.object({
    user: field(anyObject.nullable(), { title: 'First user', description: 'Empty when none was found.' }),
    users: z.array(anyObject),
    hasMore,
  }),
  list: ({ match, filter, resultSet, limit: most }) => {
    const terms = Object.entries(match).flatMap(([name, value]) => toTerm(name, value))
    const all = [...terms, ...(filter === undefined ? [] : [terms.length === 0 ? filter : `(${filter})`])]
    return {
      q: all.length === 0 ? undefined : all.join(' AND '),
      limit: resultSet === 'first' ? 1 : most,
    }
  },
  toItem: (user) => anyObject.parse(user),
  toOutput: (users, more) => ({ user: users[0] ?? null, users, hasMore: more }),
})

/** One condition of Lucene's syntax. Only a whole range is passed on as it is; all else is one quoted value. */
function toTerm(name: string, value: unknown): string[] {
  if (value === null || value === '') return []
  if (!/^[\w.]+$/.test(name)) throw new InputError(`"${name}" is no property of an Auth0 user.`)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const isRange = /^[[{][\w.:+*-]+ TO [\w.:+*-]+[\]}]$/.test(text)
  return [`${name}:${isRange ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`}`]
}
