import { defineAction, field, path, z } from '@keyway/sdk'
import { optional } from '../../input.ts'
import { applicationRecord, toApplication } from '../applications.ts'
import { collect, readOktaPage } from '../client.ts'
import { hasMore, limit, resultSet, standardLimit } from '../fields.ts'

export const searchApplications = defineAction({
  id: 'okta.search_applications',
  title: 'Search applications',
  description:
    'Finds applications by the start of their name or label, or by a filter; without either, all of them.',
  effect: 'read',
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
  async run({ query: q, filter, limit = standardLimit, ...input }, { http }) {
    const total = input.resultSet === 'first' ? 1 : limit
    const query = { q, filter, limit: Math.min(total + 1, 200) }
    const found = await collect(http, { path: path`/api/v1/apps`, query, limit: total })
    const applications = found.items.map(toApplication)
    return { applications, application: applications[0] ?? null, hasMore: found.hasMore }
  },
  async readPage({ query: q, filter, ...input }, page, { http }) {
    const limit = input.resultSet === 'first' ? 1 : input.limit
    const found = await readOktaPage(http, { path: path`/api/v1/apps`, query: { q, filter }, limit }, page)
    return { ...found, items: found.items.map(toApplication) }
  },
})
