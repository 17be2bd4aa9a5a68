import { field, path, z } from '@keyway/sdk'
import { optional } from '../../../input.ts'
import { hasMore, limit } from '../../../listing.ts'
import { applicationRecord, toApplication } from '../../applications.ts'
import { limitOf, resultSet } from '../../fields.ts'
import { defineListing } from '../../listing.ts'

export const searchApplications = defineListing({
  id: 'okta.search_applications',
  title: 'Search applications',
  description:
    'Finds applications by the start of their name or label, or by a filter; without either, all of them.',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.searchApplications', 'torq:List apps'],
  input: z.object({
    query: field(optional(z.string()), { title: 'Name or label starts with' }),
    filter: field(optional(z.string()), { title: 'Filter', placeholder: 'status eq "ACTIVE"' }),
    resultSet,
    limit,
  }),
  output: z.object({
    applications: z.array(applicationRecord),
    application: field(applicationRecord.nullable(), {
      title: 'First application',
      description: 'Empty when none was found.',
    }),
    hasMore,
  }),
  list: ({ query: q, filter, ...input }) => ({
    path: path`/api/v1/apps`,
    query: { q, filter },
    pageSize: 200,
    limit: limitOf(input),
  }),
  toItem: toApplication,
  toOutput: (applications, more) => ({ applications, application: applications[0] ?? null, hasMore: more }),
})
